"""Wrong or missing declarations of the character encoding 网页编码声明有误.

Question: does every page name the encoding that its bytes are in, and only that?
Rule: HTML (WHATWG) 4.2.5.4: a page names its encoding, and is in the one it names.
Limits: the text was read all the same, by the encoding its bytes are in: this says nothing about
what a page lacks.  A page of plain ASCII reads alike under every label and is not counted.  A label
is called impossible only where the bytes break its rules and keep those of the other, or where a
Chinese text stands under a Western label; a label that merely might be wrong is not accused.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from govgauge.model.detector import Detection, Detector, Parameter, Params
from govgauge.model.facts import PageFact, PageKind
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import (
    PAGES,
    TARGETS,
    View,
    main_reason,
    pages_shown,
)
from govgauge.model.reading import CharsetFault
from govgauge.model.text import Text
from govgauge.model.verdict import Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("网页编码声明有误或缺失", "Wrong or missing declaration of the encoding"),
    remedy=Text(
        "在响应头和网页 <meta> 中统一声明网页实际使用的编码（建议 UTF-8）",
        "declare the encoding the page is really in, the same in header and <meta> (best UTF-8)",
    ),
    clause="HTML（WHATWG）4.2.5.4 指定网页的字符编码",
    needs=(PAGES, TARGETS),
    parameters=(
        Parameter(
            "faults",
            unit="kind of fault",
            default=["impossible", "contradiction", "unknown", "undeclared"],
            says=Text("计入的问题类型", "the kinds of fault that count"),
        ),
    ),
)

_SHOWN = 5
_Key = tuple[str, str, str, str]


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance per kind of fault and labels, with the number of pages that show it."""
    counted = frozenset(params["faults"])
    shown, missing = pages_shown(view[TARGETS], view[PAGES])
    seen = len(shown)
    faulty: dict[_Key, list[PageFact]] = {}
    for page in sorted(shown, key=lambda p: (p.seq, p.url)):
        if page.charset_fault in counted:
            key = page.charset_fault, page.charset_declared, page.charset, page.charset_other
            faulty.setdefault(key, []).append(page)
    instances = tuple(_instance(key, pages) for key, pages in sorted(faulty.items()))
    verdict = Verdict.UNMET if instances else Verdict.MET
    if not instances and (missing or not seen):
        verdict = Verdict.UNDETERMINED
    return Detection(
        verdict,
        instances=instances,
        seen=seen,
        expected=seen + missing.total(),
        population="pages",
        missing=dict(sorted(missing.items())),
        value=float(sum(map(len, faulty.values()))),
        unit_of_value="pages",
        reason=main_reason(missing) if verdict is Verdict.UNDETERMINED else None,
    )


def _instance(key: _Key, pages: Sequence[PageFact]) -> Instance:
    fault, declared, charset, other = key
    first = pages[0]
    zh, en = _SAYS[CharsetFault(fault)]
    words: Mapping[str, object] = {
        "url": first.url,
        "pages": len(pages),
        "declared": declared,
        "charset": charset,
        "other": other,
    }
    return Instance(
        target=first.url,
        says=Text(zh.format_map(words), en.format_map(words)),
        severity=Severity.NOTE,
        value=float(len(pages)),
        unit_of_value="pages",
        part="home" if first.kind == PageKind.HOME else "inner",
        excerpt=declared,
        mark=" ".join(filter(None, key)),
        evidence=tuple(
            Evidence(page.digest, page.url, "charset") for page in pages[:_SHOWN] if page.digest
        ),
    )


_SAYS = {
    CharsetFault.IMPOSSIBLE: (
        "声明编码为 {declared}，内容实为 {charset}，浏览器将显示乱码：共 {pages} 个网页，如 {url}",
        "declared as {declared} but written in {charset}, so that a browser shows garbage: "
        "{pages} page(s), such as {url}",
    ),
    CharsetFault.CONTRADICTION: (
        "编码声明互相矛盾：按 {charset} 读取（{declared}），另声明为 {other}，共 {pages} 个网页，如 {url}",
        "two declarations differ: read as {charset} ({declared}), also declared as {other}: "
        "{pages} page(s), such as {url}",
    ),
    CharsetFault.UNKNOWN: (
        "声明的编码 {declared} 不是浏览器认识的名称（内容为 {charset}）：共 {pages} 个网页，如 {url}",
        "{declared} is no encoding a browser knows (written in {charset}): "
        "{pages} page(s), such as {url}",
    ),
    CharsetFault.UNDECLARED: (
        "未声明编码（内容为 {charset}）：共 {pages} 个网页，如 {url}",
        "no encoding is declared (written in {charset}): {pages} page(s), such as {url}",
    ),
}
