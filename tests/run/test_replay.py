"""Odd answers over real sockets: what is judged now is what is judged from the archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from govgauge.model.campaign import Opening, Plan
from govgauge.model.verdict import Verdict
from govgauge.run.campaigns import RunEnd, resume_campaign, start_campaign
from govgauge.run.evidence import show_evidence
from govgauge.run.places import workspace_at
from govgauge.store.facts import read_facts

from .conftest import AS_OF, QUIET, result_files
from .raw_server import html, raw_server

BODY = b"<html><head><title>t</title></head><body><a href='/dead'>dead link</a></body></html>"
LENGTH = b"Content-Length: %d" % len(BODY)
CHUNKED = b"\r\n\r\n%x\r\n" % len(BODY) + BODY + b"\r\n0\r\n"
ODD = {
    "bare LF (T-D5)": b"HTTP/1.1 200 OK\nContent-Type: text/html\n" + LENGTH + b"\n\n" + BODY,
    "trailers": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked"
    + CHUNKED
    + b"X-T: 1\r\nX-U: 2\r\n\r\n",
    "a trailer like a status line": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    b"Transfer-Encoding: chunked" + CHUNKED + b"HTTP/1.1 404: x\r\n\r\n",
    "lower case": b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked"
    + CHUNKED
    + b"\r\n",
    "an interim answer": b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + LENGTH + b"\r\n\r\n" + BODY,
}


def run(root: Path, address: str) -> RunEnd:
    sites = root / "sites.csv"
    root.mkdir(exist_ok=True)
    sites.write_text(f"url\nhttp://{address}/\n", "utf-8")
    plan = Plan(opening=Opening(("127.0.0.1/32",)), full_speed=True)
    return start_campaign(
        sites, "census-2015", workspace_at(root), "c", AS_OF, plan, 1, False, QUIET
    )


def pages(end: RunEnd) -> list[tuple[str, str, str]]:
    (unit_id,) = end.results.units
    facts = read_facts(end.folder.unit(unit_id).facts, ["pages"])["pages"]
    return [(p.url, p.title, p.digest) for p in facts]


@pytest.mark.parametrize("name", ODD)
def test_an_odd_answer_is_read_from_the_archive_as_it_was_read_from_the_wire(
    tmp_path: Path, name: str
) -> None:
    with raw_server({"/": html("<a href='/odd'>odd page</a>"), "/odd": ODD[name]}) as (
        address,
        asked,
    ):
        end = run(tmp_path, address)
        before, facts = result_files(end), pages(end)
        assert [title for url, title, _ in facts if url.endswith("/odd")] == ["t"]
        dead = [
            f
            for f in end.results.findings_of(next(iter(end.results.units)))
            if f.detector == "dead_links" and f.instance.target.endswith("/dead")
        ]
        assert [f.instance.verdict for f in dead] == [Verdict.UNMET]
        assert not show_evidence(end.folder, dead[0].finding_id, None).missing
        for unit in end.results.units:
            end.folder.unit(unit).done.unlink()
        made = len(asked)
        again = resume_campaign(end.folder, 1, QUIET)
        assert len(asked) == made
    assert pages(again) == facts
    assert result_files(again) == before
