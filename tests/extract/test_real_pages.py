"""Facts read from real pages against labels a person read: floors that no change may lower."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from govgauge.extract.page import read_page
from govgauge.model.facts import PageKind
from govgauge.model.reading import PageReading

FIELDS = {
    "title": "title",
    "publication_date": "published",
    "written_date": "written",
    "document_number": "document_number",
    "index_number": "index_number",
    "issuer": "issuer",
    "source": "source",
    "column_name": "column",
}


def labelled(shared: Path) -> list[tuple[dict[str, str], PageReading]]:
    pages = shared / "data/pages"
    read = []
    with (pages / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            payload = (pages / row["file"]).read_bytes()
            url = row["address"] or "http://www.example.gov.cn/a/b.html"
            read.append((row, read_page(payload, "text/html", url, is_home=row["type"] == "home")))
    return read


@pytest.mark.shared
@pytest.mark.parametrize("field", FIELDS)
def test_each_field_is_right_on_every_page_and_absent_where_the_page_has_none(
    shared: Path, field: str
) -> None:
    counts: Counter[str] = Counter()
    for row, reading in labelled(shared):
        if row["file"].startswith("handan"):
            continue  # Edited by a third party: for robustness only.
        value = getattr(reading, FIELDS[field])
        kind = "right" if value == row[field] else "absent" if not value else "wrong"
        counts[kind] += 1
    assert counts["wrong"] == 0
    assert counts["absent"] == 0
    assert counts["right"] == 36


@pytest.mark.shared
def test_site_codes_stand_where_the_labels_say(shared: Path) -> None:
    for row, reading in labelled(shared):
        codes = {value for sign, value, _ in reading.identity if sign == "site_code" and value}
        assert codes == ({row["site_code"]} if row["site_code"] else set()), row["file"]


@pytest.mark.shared
def test_the_list_page_has_its_items_and_dates(shared: Path) -> None:
    ((row, reading),) = [r for r in labelled(shared) if r[0]["file"] == "shanghai-health-list.html"]
    dates = [item.date for item in reading.items if item.visible]
    assert reading.kind is PageKind.LIST
    assert len(dates) == int(row["list_items"])
    assert (max(dates), min(dates)) == (row["newest_date"], row["oldest_date"])


@pytest.mark.shared
def test_edited_pages_are_read_without_a_wrong_fact(shared: Path) -> None:
    readings = {row["file"]: r for row, r in labelled(shared) if row["file"].startswith("handan")}
    assert len(readings) == 4
    detail = readings["handan-disclosure-detail.html"]
    assert (detail.document_number, detail.written) == ("", "")


@pytest.mark.shared
def test_no_real_page_floats_advertises_closes_or_is_a_form(shared: Path) -> None:
    for row, _ in labelled(shared):
        payload = (shared / "data/pages" / row["file"]).read_bytes()
        page = read_page(payload, "text/html", "http://www.example.gov.cn/", is_home=True)
        shown = {(sign, place) for sign, _, place in page.identity if place != "script"}
        wrong = {"floating_window", "advertisement", "closing_notice"} & {sign for sign, _ in shown}
        assert not wrong, row["file"]
        assert not page.form_figures, row["file"]
        is_entrance = ("accessible_entrance", "link") in shown
        assert is_entrance == (row["file"] == "shanxi-portal-article.html"), row["file"]
