"""A campaign over pages with wrong words, served by a socket, for tests of what people decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from govgauge.model.campaign import Opening, Plan
from govgauge.model.finding import Finding
from govgauge.model.results import Results
from govgauge.run.campaigns import RunEnd, start_campaign
from govgauge.run.places import workspace_at

from .conftest import AS_OF, QUIET
from .raw_server import html, raw_server

SYSTEM = """\
id: wording
version: "1"
status: draft
title: {zh: 用语, en: Wording}
sources: [甲]
full_marks: 100
indicators:
  - code: W-1
    stage: deduct
    title: {zh: 错别字, en: wrong words}
    clause: 第一条
    grade: A
    per_instance: 1
    points: 50
    measures: [{detector: wrong_words}]
  - code: W-2
    stage: deduct
    title: {zh: 不规范用语, en: improper terms}
    clause: 第二条
    grade: A
    per_instance: 1
    points: 50
    measures: [{detector: improper_terms}]
"""
SITES = "标识码,名称,网址,类别\n1304000009,甲站,http://one.x.gov.cn/,县区\n"
FILLER = "<p>" + "今天召开工作会议。" * 30 + "</p>"


def page(*lines: str) -> bytes:
    """A page of these paragraphs, long enough to be one."""
    return html("".join(f"<p>{line}</p>" for line in lines) + FILLER)


def site(home: str, **pages: bytes) -> dict[str, bytes]:
    """Answers: a home page that links to every page named."""
    links = "".join(f"<a href='/{name}'>第{name}页工作动态</a>" for name in pages)
    return {"/": html(f"<p>{home}</p>{links}{FILLER}")} | {f"/{n}": b for n, b in pages.items()}


def start(root: Path, name: str, answers: dict[str, bytes], **given: Any) -> RunEnd:
    """Run a campaign of one site; what is given more goes to ``start_campaign``."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "sites.csv").write_text(SITES, "utf-8")
    (root / "wording.yaml").write_text(given.pop("system", SYSTEM), "utf-8")
    with raw_server(answers) as (address, _):
        plan = Plan(opening=Opening(("127.0.0.1/32",), (("*.x.gov.cn", address),)), full_speed=True)
        end = start_campaign(
            root / "sites.csv", str(root / "wording.yaml"), workspace_at(root), name,
            given.pop("as_of", AS_OF), plan, 1, False, QUIET, **given,
        )  # fmt: skip
    assert end.failed == (), end.failed
    return end


def found(results: Results, detector: str = "wrong_words") -> list[Finding]:
    """All findings of one detector."""
    return [f for u in results.units for f in results.findings_of(u) if f.detector == detector]
