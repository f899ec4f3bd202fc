"""The settings file words lists; what cannot be is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from govgauge.model.campaign import Plan
from govgauge.model.failure import BadInput
from govgauge.model.system import RankStyle
from govgauge.report.prose.wording import Wording
from govgauge.run.list_wording import list_wording
from govgauge.run.settings import with_settings
from govgauge.store.workspace import Workspace

GOOD = """
[lists]
style = "cstc2016"

[lists.groups."省会城市"]
run_last = "和"
cuts = []
"""


def worded(tmp_path: Path, text: str) -> Wording:
    (tmp_path / "govgauge.toml").write_text(text, "utf-8")
    return list_wording(Workspace(tmp_path), RankStyle.DENSE)


def test_the_settings_name_a_style_and_what_one_group_changes(tmp_path: Path) -> None:
    wording = worded(tmp_path, GOOD)
    other, changed = (wording.of(g, RankStyle.DENSE) for g in ("地市", "省会城市"))
    assert other.style == "cstc2016" and other.changed == ()
    assert changed.cuts == () and changed.run_last == "和" and wording.settings == 2
    assert with_settings(Plan(), Workspace(tmp_path)) == Plan()


def test_without_settings_the_ranks_decide(tmp_path: Path) -> None:
    assert list_wording(Workspace(tmp_path), RankStyle.DENSE) == Wording()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('[lists]\nstyle = "nobody"', "unknown-style", 2),
        ('[lists]\nstyle = "tsinghua"', "style-ranks-differ", 2),
        ("[lists]\nstyle = 3", "bad-list-setting", 2),
        ("[lists]\nfont = 3", "bad-list-setting", 1),
        ('[lists.groups."甲"]\ncuts = "all"', "bad-style-value", 2),
        ('[lists.groups."甲"]\njoiner = "、"', "unknown-style-setting", 2),
    ],
)
def test_a_setting_that_cannot_be_names_its_line(
    tmp_path: Path, text: str, code: str, line: int
) -> None:
    with pytest.raises(BadInput) as failed:
        worded(tmp_path, text)
    assert failed.value.code == code
    assert failed.value.place.file.endswith("govgauge.toml") and failed.value.place.line == line
