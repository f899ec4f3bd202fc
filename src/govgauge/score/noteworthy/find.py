"""All features of a campaign, in a fixed order."""

from attrs import frozen

from govgauge.score.noteworthy.dimensions import DimensionGap, dimension_gap
from govgauge.score.noteworthy.discrimination import NoDiscrimination, no_discrimination
from govgauge.score.noteworthy.regions import CatchUp, EvenedOut, catch_ups, evened_out
from govgauge.score.noteworthy.results import Results, Thresholds
from govgauge.score.noteworthy.shifts import Shift, largest_shifts
from govgauge.score.noteworthy.size import AheadOfSize, ahead_of_size


@frozen
class Features:
    """What there is to say of a campaign, each with its figures and the rows behind it.

    ``thresholds`` are the ones it was found by: a report prints them.
    """

    shifts: tuple[Shift, ...]
    dimension_gap: DimensionGap | None
    catch_ups: tuple[CatchUp, ...]
    evened_out: EvenedOut | None
    no_discrimination: tuple[NoDiscrimination, ...]
    ahead_of_size: tuple[AheadOfSize, ...]
    thresholds: Thresholds


def find_features(results: Results, thresholds: Thresholds | None = None) -> Features:
    """Every feature; the order of units does not matter and nothing open is counted."""
    given = thresholds or Thresholds()
    return Features(
        shifts=tuple(largest_shifts(results, given)),
        dimension_gap=dimension_gap(results, given),
        catch_ups=tuple(catch_ups(results, given)),
        evened_out=evened_out(results),
        no_discrimination=tuple(no_discrimination(results, given)),
        ahead_of_size=tuple(ahead_of_size(results, given)),
        thresholds=given,
    )
