"""Every trap of real pages has its row in the document, and every test named there exists."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
_ROW = re.compile(r"^\| (T-[A-Z]\d+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)(?:\[([^\]`]+)\])?`")
_OPEN = re.compile(r"\*Open\*: (.+)")
_IN_A_NAME = re.compile(r"_t_([a-m])(\d+)(?=_|$)")
_LEAST_REASON_CHARS = 30


class _Row(NamedTuple):
    trap: str
    says: str
    held_by: str


class _Test(NamedTuple):
    """A test as the document names it; ``case`` is a part of a case's name, or empty."""

    path: str
    name: str
    case: str


def _rows() -> list[_Row]:
    return [
        _Row(*found) for found in _ROW.findall((ROOT / "docs/page-traps.md").read_text("utf-8"))
    ]


def _tests_named() -> list[_Test]:
    return [_Test(*found) for row in _rows() for found in _NAMED.findall(row.held_by)]


@cache
def _tests_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(n.name for n in tree.body if isinstance(n, ast.FunctionDef))


@cache
def _cases_of(path: str) -> frozenset[str]:
    """Names of a test file's cases: those of its fixture folder, and the texts in the file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    texts = {
        n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) is str
    }
    fixture = ROOT / "tests/fixtures" / Path(path).stem.removeprefix("test_") / "cases.json"
    if fixture.exists():
        texts |= {case["name"] for case in json.loads(fixture.read_text("utf-8"))}
    return frozenset(texts)


def test_every_trap_of_the_shared_document_has_one_row_in_its_order(shared: Path) -> None:
    source = shared / "docs/page-traps.md"
    if not source.exists():
        pytest.skip("needs ../shared/docs/page-traps.md beside the repository")
    asked = re.findall(r"^\| (T-[A-Z]\d+) \|", source.read_text("utf-8"), re.MULTILINE)
    assert [row.trap for row in _rows()] == asked


def test_every_row_names_a_test_or_says_what_is_open_and_why() -> None:
    rows = _rows()
    lines = re.findall(r"^\| T-", (ROOT / "docs/page-traps.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) == len(lines) > 100
    for row in rows:
        still_open = _OPEN.search(row.held_by)
        assert still_open or _NAMED.search(row.held_by), row.trap
        assert still_open is None or len(still_open[1]) >= _LEAST_REASON_CHARS, row.trap
        named = len(_NAMED.findall(row.held_by))
        assert named == row.held_by.count("`tests/"), f"{row.trap}: a test's name is cut short"


@pytest.mark.parametrize("test", sorted(set(_tests_named())), ids="::".join)
def test_every_test_a_row_names_exists(test: _Test) -> None:
    assert (ROOT / test.path).exists()
    assert test.name in _tests_of(test.path)
    if test.case:
        assert [name for name in _cases_of(test.path) if test.case in name]


def test_every_trap_named_in_the_tests_has_its_row() -> None:
    known = {row.trap for row in _rows()}
    for path, trap in _traps_named_in_tests():
        assert trap in known, f"{path} names {trap}"


def test_a_file_whose_tests_name_a_trap_stands_in_its_row() -> None:
    files = {row.trap: {path for path, _, _ in _NAMED.findall(row.held_by)} for row in _rows()}
    named = [
        (path, f"T-{letter.upper()}{number}")
        for path in _test_files()
        for name in _tests_of(path)
        for letter, number in _IN_A_NAME.findall(name)
    ]
    assert len(named) > 40
    for path, trap in named:
        assert path in files[trap], f"{trap} is named in {path}"


def _test_files() -> list[str]:
    return [p.relative_to(ROOT).as_posix() for p in sorted((ROOT / "tests").rglob("test_*.py"))]


def _traps_named_in_tests() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "tests").rglob("*")):
        if path.suffix in (".py", ".json"):
            for letter, number in re.findall(r"\bT-([A-M])(\d+)\b", path.read_text("utf-8")):
                yield path.name, f"T-{letter}{number}"
