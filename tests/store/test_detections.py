"""Detections kept beside findings: read back for scoring exactly as they were."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from govgauge.model.detector import Detection
from govgauge.model.finding import Evidence, Finding, Instance, as_finding
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict
from govgauge.store.detections import DETECTIONS, findings_writers
from govgauge.store.results import ResultsFolder
from govgauge.store.stored_findings import StoredResults

SEALS = "judged/s@1.json"
MADE = {"as_of": "2026-11-24"}


def finding(number: int, verdict: Verdict = Verdict.UNMET, run: str = "p") -> Finding:
    instance = Instance(
        target=f"http://a.gov.cn/{number}",
        says=Text("问题", "fault"),
        verdict=verdict,
        part="home" if number % 2 else "inner",
        evidence=(Evidence("sha256:x", "http://a.gov.cn/"),),
        reason=Reason.RESET if verdict is Verdict.UNDETERMINED else None,
    )
    return as_finding(instance, "u", "dead_links", 1, run)


def detection(*findings: Finding) -> Detection:
    return Detection(
        Verdict.UNMET,
        instances=tuple(f.instance for f in findings),
        seen=3,
        expected=5,
        missing={Reason.RESET: 2},
        open_parts=frozenset({"inner"}),
        value=2.5,
        unit_of_value="links",
    )


def counted(f: Finding) -> tuple[object, ...]:
    i = f.instance
    return f.finding_id, i.target, i.verdict, i.part, i.reason


def test_every_run_gets_its_own_findings_in_its_own_order(tmp_path: Path) -> None:
    """Two runs answer one question differently: the graver answer is stored, each keeps its own."""
    certain, open_ = finding(1), finding(1, Verdict.UNDETERMINED, "q")
    assert certain.finding_id == open_.finding_id
    first = (finding(0), certain)
    second = (finding(3, run="q"), open_, finding(2, run="q"))
    runs = {
        ("dead_links", "p"): (detection(*first), first),
        ("dead_links", "q"): (detection(*second), second),
        ("site_map", "r"): (Detection(Verdict.MET, seen=1, expected=1), ()),
    }
    with findings_writers(ResultsFolder(tmp_path), MADE, tmp_path / SEALS) as (findings, kept):
        written = (*first, second[0], second[2])
        findings.add("empty", ())
        kept.add("empty", "", {("site_map", "r"): runs["site_map", "r"]}, ())
        findings.add("u", written)
        kept.add("u", "seal", runs, written)
    stored = StoredResults(tmp_path, tmp_path / SEALS)
    assert stored.made_by == MADE
    assert stored.seals == {"empty": "", "u": "seal"}
    read = dict(stored.units())
    assert list(read) == ["empty", "u"]
    for run, (answer, its_findings) in runs.items():
        again, rows = read["u"][run]
        assert [(r.finding_id, *r.instance) for r in rows] == [counted(f) for f in its_findings]
        for name in attrs.fields_dict(Detection).keys() & set(again._fields):
            assert getattr(again, name) == getattr(answer, name), name
        assert again.still_open == answer.still_open
    assert read["empty"]["site_map", "r"][1] == ()
    assert stored.counts == {"dead_links": {"unmet": 4}}


def test_units_are_read_across_row_groups(tmp_path: Path) -> None:
    many = {f"u{n}": tuple(finding(i) for i in range(n * 37 % 9_000)) for n in range(12)}
    with findings_writers(ResultsFolder(tmp_path), MADE, tmp_path / SEALS) as (findings, kept):
        for unit, its in many.items():
            findings.add(unit, its)
            answer = detection(*its) if its else Detection(Verdict.MET, seen=1, expected=1)
            kept.add(unit, "", {("dead_links", "p"): (answer, its)}, its)
    stored = StoredResults(tmp_path, tmp_path / SEALS)
    for unit, runs in stored.units():
        assert [r.finding_id for r in runs["dead_links", "p"][1]] == [
            f.finding_id for f in many[unit]
        ]
    assert stored.counts["dead_links"]["unmet"] == sum(map(len, many.values()))


def test_detections_never_stand_beside_findings_they_do_not_speak_of(tmp_path: Path) -> None:
    with findings_writers(ResultsFolder(tmp_path), MADE, tmp_path / SEALS) as (findings, _):
        findings.add("u", (finding(1),))
    assert (tmp_path / DETECTIONS).exists()
    with (
        pytest.raises(RuntimeError),
        findings_writers(ResultsFolder(tmp_path), MADE, tmp_path / SEALS) as (findings, _),
    ):
        raise RuntimeError
    assert not (tmp_path / DETECTIONS).exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "findings.csv",
        "findings.parquet",
        "judged",
    ]
