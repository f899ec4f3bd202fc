"""Attachments: are kinds right, is text whole, is every bomb named a limit, and at what cost?

All files are built here, with text made here, and read through the limited process the crawl uses.
Four parts: kinds of several hundred files under right, wrong and missing names; the text of every
readable one beside the text that was put in; bombs (rows H55 to H58) and broken files; files read
for each second of processor time.

Usage: python bench/attachments.py [--quick] [--json FILE]
"""

from __future__ import annotations

import asyncio
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import measure

sys.path.insert(0, str(measure.ROOT))
from tests.extract import attachment_files as files

from govgauge.extract.attachments import AttachmentText, State
from govgauge.run.parser_child import ParserChild

BAR_TYPES = 0.98
BAR_RECALL = 0.99
BAR_CPU_S = 13.0
"""10 seconds for the file and what the process itself takes to start and to be asked again."""
BAR_MIB = 384
WORDS = [
    "关于",
    "公开",
    "年度",
    "部门",
    "预算",
    "通知",
    "单位",
    "项目",
    "金额",
    "教育",
    "支出",
    "公共",
    "安全",
    "规划",
    "建设",
    "局",
    "办公室",
    "完成",
    "公示",
    "名单",
]


class Sample(NamedTuple):
    """A built file: what it is, the names it comes under, and the text it holds."""

    kind: str
    names: tuple[str, ...]
    data: bytes
    text: str


def main() -> None:
    options = measure.parser(__doc__).parse_args()
    # The share of right kinds needs its several hundred files in the short form too.
    samples = [s for seed in range(12 if options.quick else 40) for s in built(random.Random(seed))]
    typed, recall, rate = asyncio.run(read_samples(samples))
    bombs = asyncio.run(read_bombs(options.quick))
    broken = asyncio.run(read_broken(samples))
    report(options, typed, recall, rate, bombs, broken)


def sentence(chance: random.Random, length: int) -> str:
    return "".join(chance.choice(WORDS) for _ in range(length))


def built(chance: random.Random) -> list[Sample]:
    lines = [sentence(chance, chance.randint(4, 20)) for _ in range(chance.randint(2, 12))]
    text = "\n".join(lines)
    rows = [[sentence(chance, 2), float(chance.randint(1, 9_999))] for _ in range(20)]
    shown = "\n".join(f"{a}\t{b}" for a, b in rows)
    sheet = "\n".join(f"{a}\t{b:.0f}" for a, b in rows)
    made: list[Sample] = []

    def add(kind: str, data: bytes, text: str, *names: str) -> None:
        made.append(Sample(kind, names, data, text))

    wrong = chance.choice(("x.jpg", "x", "download.jsp", "x.txt.exe"))
    add("pdf", files.pdf([text, lines[0]]), f"{text}\n{lines[0]}", "x.pdf", "x.doc", wrong)
    add("pdf", files.locked_pdf([text], ""), text, "x.pdf")
    add("docx", files.docx(lines), text, "x.docx", "x.pdf", wrong)
    add("wps", files.docx(lines), text, "x.wps")
    add("wps", files.doc(text), text, "x.wps")
    add("doc", files.doc(text), text, "x.doc", "x.docx", wrong)
    add("xlsx", files.xlsx({"a": rows}), shown, "x.xlsx", "x.xls", wrong)
    add("et", files.xlsx({"a": rows}), shown, "x.et")
    add("xls", files.xls({"a": rows}), sheet, "x.xls", wrong)
    add("et", files.xls({"a": rows}), sheet, "x.et")
    add("pptx", files.pptx(lines), text, "x.pptx", wrong)
    add("ppt", files.ppt(lines), text, "x.ppt", wrong)
    add("dps", files.ppt(lines), text, "x.dps")
    add("odt", files.odt(lines), text, "x.odt", wrong)
    add("ofd", files.ofd([text]), text, "x.ofd", "x.zip", wrong)
    add("rtf", files.rtf(text), text, "x.rtf", "x.doc")
    add("txt", text.encode(chance.choice(("gbk", "utf-8", "utf-16"))), text, "x.txt", "x")
    add("html", files.LOGIN.replace("请登录", text).encode(), text, "x.pdf", "x.xls")
    gbk = files.raw_zip([("附件.docx".encode("gbk"), files.docx(lines))])
    add("zip", gbk, text, "x.zip", "x.docx")
    add("docx", files.locked_office(), "", "x.docx")
    add("doc", files.doc(text, locked=True), "", "x.doc")
    add("pdf", files.locked_pdf([text], "secret"), "", "x.pdf")
    for kind, data in {**files.PICTURES, **files.OTHERS}.items():
        add(kind, data, "", f"x.{kind}", "x.pdf")
    return made


async def read_samples(samples: list[Sample]) -> tuple[dict, dict, float]:
    """Right kinds by kind, share of text found by kind, files for each second of the child."""
    child = ParserChild()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    found: dict[str, list[float]] = {}
    wrong: list[str] = []
    before = children_cpu_s()
    for sample in samples:
        for name in sample.names:
            read = await child.read_attachment(sample.data, name)
            asked[sample.kind] += 1
            right[sample.kind] += read.kind == sample.kind
            if read.kind != sample.kind:
                wrong.append(f"{name} of kind {sample.kind} taken for {read.kind}")
            if sample.text:
                found.setdefault(sample.kind, []).append(recalled(sample.text, read))
    await child.close()
    rate = sum(asked.values()) / (children_cpu_s() - before)
    kinds = {kind: (right[kind], asked[kind]) for kind in sorted(asked)}
    shares = {kind: sum(values) / len(values) for kind, values in sorted(found.items())}
    return {"kinds": kinds, "wrong": wrong}, shares, rate


def recalled(text: str, read: AttachmentText) -> float:
    """The share of the lines put in that were read whole, in the same order."""
    lines, at, count = text.split("\n"), 0, 0
    for line in lines:
        place = read.text.find(line, at)
        if place >= 0:
            count, at = count + 1, place + len(line)
    return count / len(lines)


def children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


BOMBS: dict[str, tuple[Callable[[], bytes], bool]] = {
    "H55 third archive inside": (lambda: files.nested_zip(4), True),
    "H55 members on one another": (files.overlapping, True),
    "H55 a million members": (lambda: files.many_members(500_000), True),
    "H56 docx of 542 MiB of text": (files.docx_bomb, True),
    "H56 docx of empty elements": (files.docx_of_empty_elements, True),
    "H56 docx of elements never closed": (files.docx_deep, False),
    "H56 docx of one attribute": (files.docx_attribute, True),
    "H56 docx of entities": (files.laughs, True),
    "H56 xlsx of numbers": (files.xlsx_bomb, False),
    "H56 xlsx of empty cells": (files.xlsx_of_empty_cells, False),
    "H57 pdf Flate": (lambda: files.pdf_bomb(["Flate"], 200), True),
    "H57 pdf LZW": (lambda: files.pdf_bomb(["LZW"], 200), False),
    "H57 pdf run length": (lambda: files.pdf_bomb(["RunLength"], 200), True),
    "H57 pdf Flate in Flate": (lambda: files.pdf_bomb(["Flate", "Flate"], 200), True),
    "H57 pdf run length in Flate": (lambda: files.pdf_bomb(["Flate", "RunLength"], 200), True),
    "H57 pdf pages in circles": (files.pdf_tree_in_circles, True),
    "H57 pdf of 100,000 pages": (files.pdf_of_many_pages, True),
    "H58 png 20,000 x 20,000": (lambda: files.png(20_000, 20_000), True),
}
"""Every bomb, and whether the short form has it.  A million members are more than 50 MiB of wire:
half of them are what a site can send."""


async def read_bombs(quick: bool) -> dict[str, dict]:
    results = {}
    for name, (build, in_quick) in BOMBS.items():
        if quick and not in_quick:
            continue
        data = build()
        before, began = children_cpu_s(), time.monotonic()
        child = ParserChild()
        read = await child.read_attachment(data, "")
        await child.close()
        results[name] = {
            "bytes": len(data),
            "kind": read.kind,
            "state": read.state.value,
            "limit": read.limit,
            "cpu_s": round(children_cpu_s() - before, 2),
            "wall_s": round(time.monotonic() - began, 2),
        }
    return results


async def read_broken(samples: list[Sample]) -> Counter[str]:
    """What is said of files cut in half: read in part, unreadable, ours; never a limit."""
    cut = [s for s in samples[:60] if s.text and s.kind not in ("txt", "html", "rtf")]
    child = ParserChild()
    states: Counter[str] = Counter()
    for sample in cut:
        read = await child.read_attachment(sample.data[: len(sample.data) // 2], sample.names[0])
        states[read.state.value] += 1
    await child.close()
    return states


def report(options, typed: dict, recall: dict, rate: float, bombs: dict, broken: Counter) -> None:
    print(f"{'kind':8s}{'right':>8s}{'of':>6s}{'text':>9s}")
    for kind, (right, asked) in typed["kinds"].items():
        share = f"{recall[kind]:9.1%}" if kind in recall else f"{'-':>9s}"
        print(f"{kind:8s}{right:8d}{asked:6d}{share}")
    for line in sorted(set(typed["wrong"])):
        print(f"  {line}")
    print(
        f"\n{'bomb':36s}{'bytes':>11s} {'kind':8s}{'said':12s}{'limit':16s}{'cpu s':>7s}{'wall s':>8s}"
    )
    for name, b in bombs.items():
        print(
            f"{name:36s}{b['bytes']:11,d} {b['kind']:8s}{b['state']:12s}{b['limit']:16s}"
            f"{b['cpu_s']:7.2f}{b['wall_s']:8.2f}"
        )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nfiles cut in half: {dict(broken)}")
    print(
        f"most memory of any limited process: {peak:.0f} MiB (limit of its address space {BAR_MIB})"
    )
    print(f"small files read for each second of processor, its start counted: {rate:.0f}")
    asked = sum(asked for _, asked in typed["kinds"].values())
    right = sum(right for right, _ in typed["kinds"].values())
    worst = min(recall.values())
    named = sum(b["state"] == State.LIMIT for b in bombs.values())
    slowest = max(b["cpu_s"] for b in bombs.values())
    holds = (
        right >= BAR_TYPES * asked
        and asked >= 300
        and worst >= BAR_RECALL
        and named == len(bombs)
        and slowest <= BAR_CPU_S
    )
    figure = (
        f"kinds {right}/{asked}, text at least {worst:.1%}, bombs named as limits "
        f"{named}/{len(bombs)}, slowest {slowest:.1f} s of processor"
    )
    bar = f"98 % of >= 300, 99 %, all, {BAR_CPU_S:.0f} s"
    raw = {"types": typed, "recall": recall, "files_per_cpu_s": rate, "bombs": bombs}
    raw |= {"broken": broken, "peak_mib": peak}
    measure.close("attachments", figure, bar, holds, options.json, raw)


if __name__ == "__main__":
    main()
