"""The page of a ranking, in Chinese and English."""

from decimal import Decimal
from pathlib import Path

from markupsafe import Markup

from govgauge.model.ranked_table import NodePoints, RankedTable
from govgauge.model.system import Node
from govgauge.model.text import Language, Text
from govgauge.report.pages import environment
from govgauge.report.ranked.charts import histogram, rank_spans
from govgauge.report.words import words_of

_FILES: dict[Language, str] = {"zh": "index.html", "en": "index.en.html"}
_ROWS_SHOWN = 1_000


def write_pages(table: RankedTable, folder: Path) -> Path:
    """Write both pages; gives the Chinese one."""
    template = environment().get_template("ranked.html")
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        words = _Words(language)
        scores = [float(u.low) for u in table.units.values() if u.settled and u.low is not None]
        html = template.render(
            t=words.of,
            text=words.text,
            w=words_of(language),
            language=language,
            other_page=_FILES["en" if language == "zh" else "zh"],
            table=table,
            system=table.system,
            nodes=_rows(table.system.tree) if table.system.tree else [],
            dimensions=table.system.tree.children if table.system.tree else (),
            shown=_ROWS_SHOWN,
            settled=len(scores),
            histogram=Markup(
                histogram(scores, float(table.system.full_marks), words.of("得分分布", "Scores"))
            ),
            spans=Markup(
                rank_spans(table, table.groups[0], words.of("名次区间", "Rank intervals"))
            ),
            points=points,
            figure=figure,
            rate=rate,
            signed=signed,
        )
        (folder / _FILES[language]).write_text(html, "utf-8")
    return folder / _FILES["zh"]


class _Words:
    def __init__(self, language: Language) -> None:
        self._language: Language = language

    def of(self, zh: str, en: str) -> str:
        return zh if self._language == "zh" else en

    def text(self, text: Text) -> str:
        return text.in_(self._language)


def _rows(root: Node) -> list[tuple[int, Node]]:
    """Every node below the root with its depth, in the order of the tree."""
    rows: list[tuple[int, Node]] = []

    def walk(node: Node, depth: int) -> None:
        for child in node.children:
            rows.append((depth, child))
            walk(child, depth + 1)

    walk(root, 0)
    return rows


def points(low: Decimal | None, high: Decimal | None) -> str:
    """One number when settled, both ends otherwise, a dash for none."""
    if low is None or high is None:
        return "—"
    return f"{low:f}" if low == high else f"{low:f} – {high:f}"


def figure(value: float | None, decimals: int = 2) -> str:
    """A figure of a statistic; a dash for none."""
    return "—" if value is None or value != value else f"{value:.{decimals}f}"


def rate(node: NodePoints) -> str:
    """A node's share of its full marks in percent; both ends while open."""
    if node.low is None or node.high is None or not node.full:
        return "—"
    low, high = (100 * end / node.full for end in (node.low, node.high))
    return f"{low:.1f}" if node.low == node.high else f"{low:.1f} – {high:.1f}"


def signed(change: Decimal) -> str:
    """A change of points with its sign."""
    return f"{change:+f}" if change else f"{change:f}"
