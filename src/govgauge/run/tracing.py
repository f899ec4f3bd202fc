"""From a number in a document back to the rows of the results it came from."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text
from govgauge.report.figures import SUFFIX, Figure
from govgauge.run.publication_record import results_digest
from govgauge.run.stored_results import stored_results
from govgauge.store.results import ResultsFolder
from govgauge.store.workspace import CampaignFolder, read_json

_SITE = "observatory"


@frozen
class Row:
    """One row behind a number: its key, and what stands there."""

    key: str
    says: Text


@frozen
class Traced:
    """A number, the rows behind it, and whether those results still stand."""

    figure: Figure
    rows: tuple[Row, ...]
    stands: bool


def trace(folder: CampaignFolder, document: Path, number: str) -> list[Traced]:
    """Every place where a document prints a number, with the rows behind it.

    ``document`` is a path, or a name inside a report of the campaign; any page of an observatory
    stands for the whole of it.  Raises ``BadInput``
    (``no-figures``, ``which-document``, ``no-such-figure``).
    """
    sidecar = _sidecar(folder, _whole_site(document))
    key = sidecar.parent.relative_to(folder.path / "report").parts[0]
    kept = read_json(sidecar)
    figures = [_figure(f) for f in kept["figures"]]
    wanted = [f for f in figures if f.text == number.strip()]
    if not wanted:
        raise _no_such_figure(sidecar, number, figures)
    stands = kept["results_sha256"] == results_digest(folder.results(key))
    tell = _Rows(folder, key)
    return [Traced(f, tuple(tell.row(f.file, k) for k in f.rows), stands) for f in wanted]


def _whole_site(document: Path) -> Path:
    """The folder of the observatory a page lies in; any other document itself."""
    if _SITE in document.parts[:-1]:
        return Path(*document.parts[: document.parts.index(_SITE) + 1])
    return document


def _sidecar(folder: CampaignFolder, document: Path) -> Path:
    root = (folder.path / "report").resolve()
    given = document.with_name(document.name + SUFFIX).resolve()
    if given.is_file() and given.is_relative_to(root):
        return folder.path / "report" / given.relative_to(root)
    found = sorted((folder.path / "report").rglob(document.name + SUFFIX))
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(str(path.relative_to(folder.path))[: -len(SUFFIX)] for path in found)
        raise BadInput(
            "which-document",
            Text(f"有 {len(found)} 份 {document.name}", f"there are {len(found)} {document.name}"),
            Text(f"给出路径: {listed}", f"give the path: {listed}"),
            Place.in_file(document),
        )
    raise BadInput(
        "no-figures",
        Text(f"{document} 没有数字来源记录", f"no record of figures stands beside {document}"),
        Text("先运行 govgauge publish", "run govgauge publish first"),
        Place.in_file(document),
    )


def _no_such_figure(sidecar: Path, number: str, figures: list[Figure]) -> BadInput:
    there = ", ".join(list(dict.fromkeys(f.text for f in figures))[:12])
    return BadInput(
        "no-such-figure",
        Text(f"文档中没有数字 {number}", f"the document prints no number {number}"),
        Text(f"有: {there}", f"there are: {there}"),
        Place.in_file(sidecar),
    )


def _figure(held: dict[str, Any]) -> Figure:
    return Figure(**held | {"rows": tuple(held["rows"]), "formula": Text(**held["formula"])})


class _Rows:
    """Tells in words what stands in a row of a results file."""

    def __init__(self, folder: CampaignFolder, key: str) -> None:
        self._results = stored_results(folder, key)
        self._folder = ResultsFolder(folder.results(key))
        results, report = folder.results(key), folder.report(key)
        self._documents: dict[str, Callable[[], Any]] = {
            "statistics.json": lambda: self._results.statistics,
            "noteworthy.json": cache(lambda: read_json(results / "noteworthy.json")),
            "yearly.json": cache(lambda: read_json(report / "yearly.json")),
            "quarterly.json": cache(lambda: read_json(report / "quarterly.json")),
        }

    def row(self, file: str, key: str) -> Row:
        """One row by its key."""
        if file in self._documents:
            value = str(_pointed(self._documents[file](), key))
            return Row(key, Text(value, value))
        if file == "findings.csv":
            (finding,) = self._folder.findings_like(key)
            return Row(key, finding.instance.says)
        unit = self._results.units[key]
        assessment = self._results.assessments[key]
        ends = f"{assessment.score.low}–{assessment.score.high}"
        return Row(
            key,
            Text(
                f"{unit.name}：{assessment.result.value}，得分 {ends}",
                f"{unit.name}: {assessment.result.value}, score {ends}",
            ),
        )


def _pointed(document: Any, pointer: str) -> Any:
    """The value a JSON pointer (RFC 6901) names; a count that is not written is 0."""
    value = document
    for step in pointer.lstrip("/").split("/"):
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        elif isinstance(value, dict) and name in value:
            value = value[name]
        else:
            return 0
    # What is told of a feature is its sentence.
    return value["says"]["zh"] if isinstance(value, dict) and "says" in value else value
