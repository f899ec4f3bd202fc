"""All pages of the observatory: those of the whole campaign, and that of each unit."""

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from attrs import frozen

from govgauge.model.text import Language, Text
from govgauge.report.docx.blocks import printable
from govgauge.report.observatory.compare import compared
from govgauge.report.observatory.feed import feed_entries, feed_id
from govgauge.report.observatory.figures import site_figures
from govgauge.report.observatory.frame import (
    Frame,
    Page,
    indicator_file,
    list_file,
    observatory_words,
)
from govgauge.report.observatory.history import Former, history_of, published_now
from govgauge.report.observatory.lists import KINDS, Lists, UnitList
from govgauge.report.observatory.problem_line import problem_line
from govgauge.report.observatory.public import PublicUnit, PublicView, Rule
from govgauge.report.open_data import HELD, TABLES
from govgauge.report.pages import FOLDERS, unit_file
from govgauge.report.publication import Publication
from govgauge.report.words import interval


@frozen
class DataFile:
    """One file of open data as the dictionary tells of it."""

    name: str
    size: str
    sha256: str


class Site:
    """Makes pages one at a time: nothing of a page stays in memory once it is handed out."""

    def __init__(
        self,
        publication: Publication,
        view: PublicView,
        shares: Mapping[str, Any],
        formers: Sequence[Former] = (),
    ) -> None:
        self._publication = publication
        self._results = publication.results
        self._view = view
        self._shares = shares
        self._now = published_now(publication, view)
        self._formers = formers
        self._frame = Frame(publication)
        self.lists = Lists(publication, view)
        self._tags = {language: self._frame.words_in_tags("tag", language) for language in FOLDERS}
        self._verdicts = {
            language: self._frame.words_in_tags("verdict", language) for language in FOLDERS
        }

    def assets(self) -> Iterator[Page]:
        """Style, script, and the list of units that a search loads."""
        templates = files("govgauge.report") / "templates"
        style = (templates / "style.css").read_bytes()
        yield Page("assets/site.css", style + (templates / "observatory/extra.css").read_bytes())
        for name in ("site.js", "compare.js", "icon.svg"):
            yield Page(f"assets/{name}", (templates / "observatory" / name).read_bytes())
        numbers = {group.name: n for n, group in enumerate(self.lists.groups)}
        rows = [
            [
                unit.unit_id,
                printable(unit.name),
                self._view.result_of(unit.unit_id),
                sorted(numbers[group] for group in unit.groups if group in numbers),
                unit_file(unit.unit_id),
            ]
            for unit in self._results.units.values()
        ]
        listed = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        yield Page("assets/units.js", f"window.govgaugeUnits={listed};\n".encode())

    def campaign_pages(self, data: Mapping[str, Sequence[DataFile]]) -> Iterator[Page]:
        """Everything but the units' own pages; the overview comes last."""
        for listed in self.lists.all():
            yield from self._list_pages(listed)
        for language in FOLDERS:
            yield from self._method_pages(language)
            extra = {"tables": TABLES, "files": data}
            yield self._frame.page(language, "data.html", "data.html", extra)
            yield from self._whole_pages(language)
            yield self._feed(language)
        for language in FOLDERS:
            overview = {
                "kinds": KINDS,
                "counts": self.lists.counts,
                "groups": self.lists.groups,
                "shares": self._shares,
            }
            yield self._frame.page(language, "rankings.html", "ranking.html", overview)
            yield self._frame.page(language, "index.html", "index.html", overview)

    def _whole_pages(self, language: Language) -> Iterator[Page]:
        figures = site_figures(self.lists, self._results.statistics, self._shares)
        yield self._frame.page(language, "figures.html", "figures.html", {"figures": figures})
        newest_first = sorted((self._now, *self._formers), key=lambda f: f.as_of, reverse=True)
        history = {"formers": newest_first, "kinds": KINDS}
        yield self._frame.page(language, "history.html", "history.html", history)
        compare = {"told": self.lists.told, "slug": self.lists.rule_slug, "kinds": KINDS}
        compare["verdicts"] = self._verdicts[language]
        yield self._frame.page(language, "compare.html", "compare.html", compare)

    def unit_pages(self, told: PublicUnit) -> Iterator[Page]:
        """The page of one unit in both languages, and what a comparison loads of it."""
        unit_id = told.unit.unit_id
        ranked = [row for row in told.places if row.rank is not None]
        extra = {
            "told": told,
            "place_link": self.lists.place_link,
            "groups_of": [
                (row, self.lists.scores_of(row.group), self.lists.neighbours(row)) for row in ranked
            ],
            "history": history_of(unit_id, self._now, self._formers),
            "remedies": self._remedies,
            "moves": _moves,
            "line": problem_line,
        }
        for language in FOLDERS:
            own = extra | {"verdicts": self._verdicts[language], "tags": self._tags[language]}
            yield self._frame.page(language, "unit.html", f"units/{unit_file(unit_id)}", own)
        yield compared(told)

    def _list_pages(self, listed: UnitList) -> Iterator[Page]:
        for number, count, rows in listed.pages():
            for language in FOLDERS:
                extra = {
                    "title": listed.title.in_(language),
                    "lead": self._lead(listed, language),
                    "total": len(listed.rows),
                    "slug": listed.slug,
                    "page_number": number,
                    "page_count": count,
                    "ranked": listed.ranked,
                    "rows": rows,
                    "tags": self._tags[language],
                }
                name = f"lists/{list_file(listed.slug, number)}"
                yield self._frame.page(language, "list.html", name, extra)

    def _lead(self, listed: UnitList, language: Language) -> str:
        words = observatory_words(language)
        if listed.slug == HELD:
            return words["obs.held_note"]
        return words["text.interval"] if listed.ranked else ""

    def _method_pages(self, language: Language) -> Iterator[Page]:
        yield self._frame.page(language, "method.html", "method.html", {})
        rows = self._results.statistics["indicators"]
        for indicator in self._results.system.asked:
            code = indicator.code
            extra = {"i": indicator, "row": rows.get(code), "told": self.lists.told[code]}
            extra["slug"] = self.lists.rule_slug(code)
            name = indicator_file(code)
            yield self._frame.page(language, "indicator.html", name, extra)

    def _feed(self, language: Language) -> Page:
        extra = {
            "feed_id": feed_id(self._publication),
            "updated": self._results.campaign.as_of.isoformat(),
            "entries": feed_entries(self._publication, self.lists, language),
        }
        return self._frame.page(language, "feed.xml", "feed.xml", extra)

    def _remedies(self, rule: Rule) -> list[Text]:
        detectors = dict.fromkeys(p.detector for p in rule.problems)
        cards = self._results.detectors
        return [cards[d].remedy for d in detectors if d in cards]


def _moves(rule: Rule) -> str:
    """What an indicator moves the score by, with its sign where it costs."""
    score = rule.score
    if score.points.low == score.points.high == 0:
        return "0"
    return f"{'−' if score.stage == 'deduct' else ''}{interval(score.points)}"
