"""``govgauge sample`` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

from .test_cli import govgauge


def test_a_sample_is_drawn_told_and_kept(tmp_path: Path) -> None:
    listed = tmp_path / "sites.csv"
    rows = [f"http://www.u{n}.gov.cn/,单位{n},{'省' if n < 4 else '市'}" for n in range(20)]
    listed.write_text("首页网址,网站名称,层级\n" + "\n".join(rows), "utf-8")
    words = ("sample", "sites.csv", "--count", "6", "--seed", "7", "--strata", "层级")
    done = govgauge(*words, "-o", "drawn", "--json", cwd=tmp_path)
    document = json.loads(done.stdout)
    assert document["drawn"] == 6
    assert {s["stratum"]: s["drawn"] for s in document["strata"]} == {"市": 4, "省": 2}
    assert json.loads((tmp_path / "drawn" / "sample.json").read_text("utf-8")) == document
    told = govgauge(*words, cwd=tmp_path)
    assert "省: 共 4，抽取 2" in told.stdout
    assert told.returncode == done.returncode


def test_more_than_the_list_has_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sites.csv").write_text("首页网址\nhttp://www.a.gov.cn/\n", "utf-8")
    done = govgauge("sample", "sites.csv", "--count", "2", "--seed", "1", cwd=tmp_path)
    assert (done.returncode, "sample-too-large" in done.stderr) == (2, True)
