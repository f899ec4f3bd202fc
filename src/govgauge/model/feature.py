"""A noteworthy feature of a campaign: one sentence, its figures, and the rows behind it."""

from collections.abc import Mapping

from attrs import field, frozen

from govgauge.model.text import Text


@frozen
class FeatureRow:
    """One unit (or region, then without an id) behind a feature, with the numbers that went in."""

    name: str
    unit_id: str
    figures: Mapping[str, float]


@frozen
class Feature:
    """What there is to say.

    ``kind`` is ``shift``, ``dimension_gap``, ``catch_up``, ``evened_out``, ``no_discrimination``
    or ``ahead_of_size``; ``subject`` the indicator, dimension, region or unit it is about.
    Rates and shares in ``figures`` are of 1.
    """

    kind: str
    subject: str
    says: Text
    figures: Mapping[str, float] = field(factory=dict)
    rows: tuple[FeatureRow, ...] = ()
