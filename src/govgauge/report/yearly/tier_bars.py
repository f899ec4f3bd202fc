"""One group's units by tier in one edition, as a bar whose numbers are noted."""

from collections.abc import Sequence

from govgauge.model.text import Text
from govgauge.model.yearly import Edition
from govgauge.report.figures import pointer
from govgauge.report.pictures.drawing import Amount
from govgauge.report.pictures.tiers import TierBar
from govgauge.report.yearly.writer import YEARLY, Writer

_IN_TIER = Text("该组这一等次的单位数", "units of the group in the tier")
_HAVE_TIER = Text("该组已定等的单位数，各等次之和", "units of the group with a tier, all added")


def tier_bar(
    writer: Writer, name: str, edition: Edition, group: str, codes: Sequence[str]
) -> TierBar:
    """The bar; ``codes`` are the tiers from the best on."""
    counts = edition.tiers[group]
    steps = ("editions", edition.name, "tiers", group)
    amounts = tuple(
        Amount(counts.get(code, 0), writer.number(counts.get(code, 0), _IN_TIER, *steps, code))
        for code in codes
    )
    rows = [pointer(*steps, code) for code in codes]
    whole = writer.book.say(sum(counts.values()), writer.place, YEARLY, rows, _HAVE_TIER)
    return TierBar(name, amounts, whole)
