"""``sample``: draws from a list of sites that anyone can repeat."""

from __future__ import annotations

import csv
import json
import random
from itertools import pairwise
from pathlib import Path

import pytest

from govgauge.model.failure import BadInput, NothingDone
from govgauge.registry.sites import read_sites
from govgauge.run.sampling import Method, draw_sample, write_sample

ROWS = [
    (f"{11 + n % 2}000000{n:02}", f"单位{n}", f"http://www.u{n}.gov.cn/", "省" if n < 6 else "县")
    for n in range(40)
]


def sites(folder: Path, rows: list[tuple[str, str, str, str]] | None = None) -> Path:
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["网站标识码", "网站名称", "首页网址", "层级"])
        table.writerows(ROWS if rows is None else rows)
    return path


def test_the_same_list_and_seed_give_the_same_sample_in_any_order(tmp_path: Path) -> None:
    first = draw_sample(sites(tmp_path), 7, 3)
    mixed = random.Random(1).sample(ROWS, len(ROWS))
    again = draw_sample(sites(tmp_path, mixed), 7, 3)
    assert [u.unit_id for u in first.chosen] == [u.unit_id for u in again.chosen]
    assert first.document() == again.document()
    assert len(first.chosen) == 7
    assert draw_sample(sites(tmp_path), 7, 4).chosen != first.chosen


def test_strata_share_the_draws_in_proportion_with_two_at_least(tmp_path: Path) -> None:
    drawn = draw_sample(sites(tmp_path), 8, 3, strata="层级", replacements=2)
    assert {s.name: (s.units, len(s.chosen), len(s.replacements)) for s in drawn.strata} == {
        "省": (6, 2, 2),
        "县": (34, 6, 2),
    }
    weights = {s["stratum"]: s["weight"] for s in drawn.document()["strata"]}
    assert weights == {"省": 3, "县": pytest.approx(34 / 6)}
    for stratum in drawn.strata:
        assert not set(stratum.chosen) & set(stratum.replacements)


def test_a_systematic_draw_has_replacements_too(tmp_path: Path) -> None:
    drawn = draw_sample(sites(tmp_path), 8, 3, method=Method.SYSTEMATIC, replacements=3)
    codes = sorted(r[0] for r in ROWS)
    places = [codes.index(u.unit_id) for u in drawn.chosen]
    assert {b - a for a, b in pairwise(places)} == {5}
    (stratum,) = drawn.strata
    assert len({*stratum.chosen, *stratum.replacements}) == 11


def test_the_province_of_a_division_code_is_a_stratum(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "首页网址,行政区划代码\n"
        + "".join(f"http://www.u{n}.gov.cn/,{13 + n % 2}0000\n" for n in range(8))
        + "http://www.none.gov.cn/,\n",
        "utf-8",
    )
    drawn = draw_sample(path, 6, 1, strata="省份")
    assert {s.name: len(s.chosen) for s in drawn.strata} == {"山西省": 3, "未填": 1, "河北省": 2}


def test_what_is_written_can_be_run_and_drawn_again(tmp_path: Path) -> None:
    drawn = draw_sample(sites(tmp_path), 8, 3, strata="level", replacements=1)
    write_sample(drawn, tmp_path / "out")
    kept = read_sites(tmp_path / "out" / "sites.csv")
    assert [(u.unit_id, u.name, u.url, u.level) for u in kept.units] == [
        (u.unit_id, u.name, u.url, u.level) for u in drawn.chosen
    ]
    assert not any(p.dropped for p in kept.problems)
    record = json.loads((tmp_path / "out" / "sample.json").read_text("utf-8"))
    assert record["seed"] == 3
    assert record["units_digest"] == drawn.digest
    assert len((tmp_path / "out" / "replacements.csv").read_text("utf-8").splitlines()) == 3


def test_what_cannot_be_drawn_says_why(tmp_path: Path) -> None:
    both = tmp_path / "both.csv"
    both.write_text("首页网址,类别\nhttp://www.a.gov.cn/,甲;乙\n", "utf-8")
    none = tmp_path / "none.csv"
    none.write_text("首页网址\nnot an address\n", "utf-8")
    for call, code in (
        (lambda: draw_sample(sites(tmp_path), 41, 1), "sample-too-large"),
        (lambda: draw_sample(sites(tmp_path), 3, 1, strata="层级"), "cannot-allot-sample"),
        (lambda: draw_sample(sites(tmp_path), 3, 1, strata="颜色"), "unknown-strata-field"),
        (lambda: draw_sample(both, 1, 1, strata="类别"), "unit-in-several-strata"),
    ):
        with pytest.raises(BadInput) as refused:
            call()
        assert refused.value.code == code
    with pytest.raises(NothingDone):
        draw_sample(none, 1, 1)
