"""Features in words: exact figures, both languages, the rows behind."""

from __future__ import annotations

from fractions import Fraction

from govgauge.model.text import Text
from govgauge.score.noteworthy.find import find_features
from govgauge.score.noteworthy.results import WHOLE, Results, UnitResult
from govgauge.score.noteworthy.telling import told

F = Fraction
HALF = F(1, 2)
TITLES = {"A": Text("办事指南", "guides")}


def units(*, last: Fraction = HALF) -> tuple[UnitResult, ...]:
    return tuple(
        UnitResult(
            f"u{n}",
            f"单位{n}",
            {WHOLE: F(6, 10) + F(n, 100), "公开": F(9, 10), "服务": F(1, 2), "A": F(1)},
            {WHOLE: last},
        )
        for n in range(6)
    )


def test_a_shift_is_told_in_percentage_points_with_how_many_rose() -> None:
    features = told(find_features(Results(units(), ("公开", "服务"), ("A",))), TITLES)
    (shift,) = [f for f in features if f.kind == "shift"]
    assert (
        shift.says.zh == "总体得分率由上次的 50.0% 变为 62.5%（提高 12.5 个百分点），6/6 个单位上升"
    )
    assert shift.says.en.endswith("(+12.5 percentage points); 6/6 units rose")
    assert (shift.figures["old"], shift.figures["new"]) == (0.5, 0.625)
    assert len(shift.rows) == 6


def test_a_gap_and_an_indicator_that_tells_nobody_apart() -> None:
    features = {
        f.kind: f for f in told(find_features(Results(units(), ("公开", "服务"), ("A",))), TITLES)
    }
    assert "“公开”得分率最高（90.0%），“服务”最低（50.0%）" in features["dimension_gap"].says.zh
    assert features["no_discrimination"].says.zh == "6/6 个单位的“办事指南”得满分，已难以区分高下"
    assert features["no_discrimination"].rows == ()


def test_a_fall_is_told_as_one() -> None:
    features = told(find_features(Results(units(last=F(9, 10)))), TITLES)
    assert "下降 27.5 个百分点" in features[0].says.zh


def test_nothing_noteworthy_is_said_of_two_units() -> None:
    assert told(find_features(Results(units()[:2], ("公开", "服务"), ("A",))), TITLES) == ()


def test_dimensions_have_their_titles_in_both_languages() -> None:
    titles = TITLES | {"公开": Text("信息公开", "openness"), "服务": Text("在线服务", "services")}
    found = told(find_features(Results(units(), ("公开", "服务"), ("A",))), titles)
    gap = next(f for f in found if f.kind == "dimension_gap")
    assert "“信息公开”得分率最高" in gap.says.zh and '"openness" has the highest' in gap.says.en
    assert '"services" the lowest' in gap.says.en
