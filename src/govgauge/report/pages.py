"""The HTML pages of a report: overview, ranking, method, and one page a unit, in both languages."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from govgauge.model.finding import Finding
from govgauge.model.results import Results
from govgauge.model.score import IndicatorScore, RankingRow, Result
from govgauge.model.system import Indicator
from govgauge.model.text import Language
from govgauge.model.verdict import Verdict
from govgauge.report.reasons import reasons_of
from govgauge.report.words import interval, moved, place, plain_number, why_unseen, words_of

_SHOWN_FINDINGS = 200
FOLDERS: dict[Language, str] = {"zh": "", "en": "en/"}
_OPEN = (Verdict.UNDETERMINED, Verdict.NEEDS_PERSON)


def environment() -> Environment:
    """Templates of this room; everything printed is escaped."""
    templates = Environment(
        loader=PackageLoader("govgauge.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {
        "number": plain_number,
        "interval": interval,
        "moved": moved,
        "percent": lambda value, whole: float(100 * value / whole) if whole else 0.0,
        "safe_href": safe_href,
        "unit_file": unit_file,
        "place": place,
        "why_unseen": why_unseen,
    }
    templates.globals["Verdict"] = Verdict
    return templates


def safe_href(url: str) -> str:
    """An address that may stand in a link; empty for anything but http and https."""
    return url if url.startswith(("http://", "https://")) else ""


def unit_file(unit_id: str) -> str:
    """The file name of a unit's page."""
    return quote(unit_id, safe="") + ".html"


class Pages:
    """Renders every page of one report into a folder."""

    def __init__(self, results: Results, folder: Path) -> None:
        self._results = results
        self._folder = folder
        templates = environment()
        names = ("index", "ranking", "unit", "method")
        self._templates = {name: templates.get_template(f"{name}.html") for name in names}
        self._indicators = {i.code: i for i in results.system.asked}
        self._places = _places(results.ranking)

    def write_all(self, progress: Callable[[int, int], None]) -> Path:
        """Write every page; returns the overview."""
        units = self._results.units
        for language, prefix in FOLDERS.items():
            (self._folder / prefix / "units").mkdir(parents=True, exist_ok=True)
            for name in ("index", "ranking", "method"):
                self._write(language, name, f"{name}.html", root="", extra=self._overview(language))
        for number, unit_id in enumerate(units):
            progress(number, len(units))
            findings = self._results.standing_of(unit_id)
            for language in FOLDERS:
                page = f"units/{unit_file(unit_id)}"
                self._write(
                    language,
                    "unit",
                    page,
                    root="../",
                    extra=self._unit(unit_id, findings, language),
                )
        progress(len(units), len(units))
        return self._folder / "index.html"

    def _write(
        self, language: Language, template: str, page: str, root: str, extra: Mapping[str, Any]
    ) -> None:
        other: Language = "en" if language == "zh" else "zh"
        up = root + ("../" if language == "en" else "")
        context = {
            "language": language,
            "w": words_of(language),
            "results": self._results,
            "system": self._results.system,
            "campaign": self._results.campaign,
            "unverified": self._unverified(),
            "root": root,
            "other_page": up + FOLDERS[other] + page,
            "page": template,
        }
        html = self._templates[template].render(context | dict(extra))
        (self._folder / FOLDERS[language] / page).write_text(html, "utf-8")

    def _unverified(self) -> bool:
        system = self._results.system
        grades = [
            g for i in system.asked for g in (i.grade, i.points_grade) if i.stage.value != "note"
        ]
        return system.status != "official" or not all(g.verified for g in grades)

    def _overview(self, language: Language) -> dict[str, Any]:
        results = self._results
        assessments = list(results.assessments.values())
        failing = [a for a in assessments if a.result is Result.FAIL]
        counts = Counter(a.result for a in assessments)
        groups: dict[str, list[RankingRow]] = {}
        for row in results.ranking:
            groups.setdefault(row.group, []).append(row)
        return {
            "result_counts": [(r.value, counts.get(r, 0)) for r in Result],
            "failing": [
                (
                    results.units[a.unit_id],
                    a,
                    reasons_of(a, self._indicators, results.findings_of(a.unit_id), language),
                )
                for a in failing
            ],
            "groups": groups,
            "indicators": self._indicators,
            "costs": self._costs(),
            "full": max(results.system.full_marks, Decimal(1)),
            "missing": _ordered(results.statistics["coverage"]["missing"]),
            "waiting": self._waiting(),
            "not_gathered": results.run.get("not_gathered", 0),
            "attachments": results.statistics["attachments"],
        }

    def _waiting(self) -> dict[str, int]:
        """How many indicators, over all units, wait for a person or for what was not seen."""
        verdicts = Counter(
            i.verdict for a in self._results.assessments.values() for i in a.indicators
        )
        return {
            "person": verdicts[Verdict.NEEDS_PERSON],
            "unseen": verdicts[Verdict.UNDETERMINED],
        }

    def _costs(self) -> list[tuple[Indicator, Mapping[str, Any]]]:
        table = self._results.statistics["indicators"]
        rows = [(self._indicators[code], row) for code, row in table.items()]
        return sorted(rows, key=lambda r: (-r[1]["lost"], -r[1]["hit"], -r[1]["open"], r[0].code))

    def _unit(
        self, unit_id: str, findings: Sequence[Finding], language: Language
    ) -> dict[str, Any]:
        assessment = self._results.assessments[unit_id]
        unmet = [f for f in findings if f.instance.verdict is Verdict.UNMET]
        still_open = [f for f in findings if f.instance.verdict in _OPEN]
        exempt = [f for f in findings if f.instance.verdict is Verdict.NOT_APPLICABLE]
        stages: dict[str, list[tuple[Indicator, IndicatorScore]]] = {}
        for score in assessment.indicators:
            stages.setdefault(score.stage, []).append((self._indicators[score.code], score))
        return {
            "unit": self._results.units[unit_id],
            "assessment": assessment,
            "stages": stages,
            "problems": _by_detector(unmet),
            "open_findings": _by_detector(still_open),
            "exempt": _by_detector(exempt),
            "rejected": len(self._results.findings_of(unit_id)) - len(findings),
            "shown": _SHOWN_FINDINGS,
            "places": self._places.get(unit_id, []),
            "missing": _ordered(assessment.coverage.missing),
            "attachments": self._results.attachments_of(unit_id),
            "full": max(self._results.system.full_marks, Decimal(1)),
        }


def _places(ranking: Sequence[RankingRow]) -> dict[str, list[RankingRow]]:
    places: dict[str, list[RankingRow]] = {}
    for row in ranking:
        places.setdefault(row.unit_id, []).append(row)
    return places


def _by_detector(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.detector, []).append(finding)
    return grouped


def _ordered(missing: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(missing.items(), key=lambda item: (-item[1], item[0]))
