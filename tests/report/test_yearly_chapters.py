"""Chapters of the yearly report: only certain things are named, and two years by the same rules."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from attrs import evolve

from govgauge.model.finding import Evidence
from govgauge.model.results import Results
from govgauge.model.text import Language, Text
from govgauge.model.verdict import Severity, Verdict
from govgauge.model.yearly import (
    Change,
    Dimension,
    Edition,
    Mean,
    Met,
    RegionResults,
    Riser,
    Step,
    Yearly,
)
from govgauge.report.circular.accusations import named_units
from govgauge.report.docx.blocks import Document, Grid, Heading, Paragraph
from govgauge.report.docx.package import docx_bytes
from govgauge.report.docx.page_form import FORMS
from govgauge.report.figures import plain
from govgauge.report.html.document import document_html
from govgauge.report.pictures.drawing import Picture
from govgauge.report.publication import Publication
from govgauge.report.yearly.document import yearly_report
from govgauge.report.yearly.examples import LEFT_OUT, find_examples
from govgauge.report.yearly.writer import Subject

from .test_report import HOSTILE, results

DAY = "2026-11-20 10:00:00"


def seen(unit_id: str, digests: frozenset[str]) -> Mapping[str, str]:
    return dict.fromkeys(digests, DAY)


def nothing_seen(unit_id: str, digests: frozenset[str]) -> Mapping[str, str]:
    return {}


def mean(low: str, high: str = "", units: int = 3) -> Mean:
    return Mean(Decimal(low), Decimal(high or low), units)


def edition(name: str, year: int, passing: int) -> Edition:
    return Edition(
        name, f"{year}-11-24", 3, {"pass": passing, "fail": 3 - passing, "open": 0},
        {"pass": Decimal(33 * passing), "fail": Decimal(100 - 33 * passing), "open": Decimal(0)},
        {}, {},
    )  # fmt: skip


def yearly(**changed: Any) -> Yearly:
    dimensions = (
        Dimension("甲", Text("甲维度", "First"), mean("80", "90"), {"全部": mean("80", "90")}),
        Dimension("乙", Text("乙维度", "Second"), mean("40", "70"), {"全部": mean("40", "70")}),
    )
    given: dict[str, Any] = {
        "scores": {"全部": mean("50", "90")},
        "dimensions": dimensions,
        "regions": (),
        "indicators": {
            "D": Met("D", (), ("u1", "u2"), ("u0",), Decimal(0), Decimal("66.7")),
        },
        "editions": (edition("c", 2026, 2),),
    }
    return Yearly(**given | changed)


def written(
    of: Yearly | None = None,
    found: Results | None = None,
    language: Language = "zh",
    seen_at: Any = seen,
) -> Document:
    publication = Publication(found or results(), seen_at)
    named = named_units(publication)
    given = of or yearly()
    subject = Subject(publication, given, named, find_examples(publication, given, named))
    return yearly_report(subject, language, "yearly.docx", {})[0]


def text_of(document: Document) -> str:
    lines = []
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            lines.append(block.text)
        elif isinstance(block, Grid | Picture):
            lines += ["|".join(row) for row in block.rows]
    return plain("\n".join(lines))


def pictures(document: Document) -> list[str]:
    return [block.title for block in document.blocks if isinstance(block, Picture)]


# -- what is certain ------------------------------------------------------------------------------


def test_the_strongest_dimension_is_named_only_where_nothing_can_change_it() -> None:
    assert "“甲维度”得分率最高，“乙维度”最低" in text_of(written())
    first, second = yearly().dimensions
    touching = yearly(dimensions=(first, evolve(second, whole=mean("40", "85"))))
    text = text_of(written(touching))
    assert "得分率最高" not in text and "甲维度 80%–90%" in text and "给出两端" in text


def test_two_regions_are_told_and_one_is_not() -> None:
    def region(code: str, name: str, passing: int) -> RegionResults:
        units = ("u0", "u1", "u2")
        share = Decimal(100 * passing) / 3
        return RegionResults(code, name, units, units[:passing], (), round(share, 1), mean("1"))

    told = (region("110000", "北京市", 1), region("120000", "天津市", 3))
    document = written(yearly(regions=told))
    (table,) = (b for b in document.blocks if isinstance(b, Picture) and "地区" in b.title)
    assert [plain(row[0]) for row in table.rows] == ["天津市", "北京市"]
    assert plain(table.rows[1][4]) == "33.3%"
    assert not any("地区" in title for title in pictures(written(yearly(regions=told[:1]))))


def test_an_example_stands_on_evidence_at_hand() -> None:
    with_evidence = text_of(written())
    without = text_of(written(seen_at=nothing_seen))
    finding_id = results().findings_of("u2")[0].finding_id
    assert finding_id in with_evidence and DAY in with_evidence
    assert finding_id not in without and "确定不符合的 2 个（66.7%），另有 1 个未定" in without


def test_a_grave_fault_is_not_quoted() -> None:
    found = results()

    def grave(unit_id: str) -> Any:
        return tuple(
            evolve(f, instance=evolve(f.instance, severity=Severity.GRAVE))
            for f in found.findings_of(unit_id)
        )

    text = text_of(written(found=evolve(found, findings_of=grave)))
    problems = text[text.index("主要问题") : text.index("工作建议")]
    assert LEFT_OUT.zh in problems and "第0处" not in problems


def test_what_is_open_is_no_example() -> None:
    found = results()

    def unsure(unit_id: str) -> Any:
        return tuple(
            evolve(f, instance=evolve(f.instance, verdict=Verdict.NEEDS_PERSON))
            for f in found.findings_of(unit_id)
        )

    text = text_of(written(found=evolve(found, findings_of=unsure)))
    assert DAY not in text


# -- beside another year --------------------------------------------------------------------------


def test_a_change_is_told_with_its_steps_and_risers_by_name() -> None:
    before = edition("before", 2025, 1)
    change = Change(
        ("u0", "u1", "u2"), Decimal(60), Decimal("71.5"),
        (Step(Text("甲维度", "First"), Decimal(13)), Step(Text("乙维度", "Second"), Decimal("-1.5"))),
    )  # fmt: skip
    risers = (Riser("u0", Decimal(60), Decimal(90), Decimal(30), 1),)
    both = yearly(editions=(before, yearly().editions[0]), change=change, risers=risers)
    text = text_of(written(both))
    assert "由 33% 变为 66%" in text and "由 60 分变为 71.5 分" in text
    assert "+33个百分点" in text and "乙维度|-1.5" in text
    assert f"1|{HOSTILE}0|60|90|30" in text
    titles = pictures(written(both))
    assert "平均得分的变化" in titles and "历次结论所占比例" not in titles
    three = evolve(both, editions=(edition("old", 2024, 1), *both.editions))
    assert "历次结论所占比例" in pictures(written(three))


def test_tiers_of_both_years_stand_side_by_side() -> None:
    pair = tuple(
        evolve(edition(name, year, 2), tiers={"全部": {"A": count}})
        for name, year, count in (("before", 2025, 1), ("c", 2026, 2))
    )
    document = written(yearly(editions=pair))
    (picture,) = (b for b in document.blocks if isinstance(b, Picture) and "等次" in b.title)
    assert [plain(row[-1]) for row in picture.rows] == ["1", "2"]
    assert [row[0][-4:] for row in picture.rows] == ["2025", "2026"]


def test_other_rules_are_named_and_nothing_is_compared() -> None:
    pair = (edition("before", 2025, 1), yearly().editions[0])
    text = text_of(written(yearly(editions=pair, changed_codes=("D", "V"))))
    assert "（D、V）" in text and "变为" not in text


# -- in every medium ------------------------------------------------------------------------------


def test_hostile_names_stay_names_in_both_languages() -> None:
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        document = written(language=language)
        html = document_html(document, ())
        assert "<script" not in html and "\u202e" not in html and "javascript:" not in html[:2000]
        package = zipfile.ZipFile(io.BytesIO(docx_bytes(document, FORMS["official"])))
        assert ElementTree.fromstring(package.read("word/document.xml")) is not None


def test_chapters_without_data_take_no_number() -> None:
    headings = [b.text for b in written().blocks if isinstance(b, Heading) and b.level == 1]
    assert [h.split("、")[0] for h in headings if "、" in h] == list("一二三四五六七")[
        : len([h for h in headings if "、" in h])
    ]
    assert not any("比较" in h or "地区" in h or "安全" in h for h in headings)


def test_evidence_without_a_digest_is_a_series_of_visits() -> None:
    found = results()

    def visited(unit_id: str) -> Any:
        return tuple(
            evolve(f, instance=evolve(f.instance, evidence=(Evidence("", "http://a/"),)))
            for f in found.findings_of(unit_id)
        )

    assert "见访问记录" in text_of(written(found=evolve(found, findings_of=visited)))
