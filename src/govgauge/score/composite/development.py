"""The United Nations' e-government indices: OSI, TII, HCI and EGDI.

Absent counts as zero there; editions are not directly comparable, as the survey itself says.
"""

import numpy as np

from govgauge.score.composite.normalise import MinMax, ZScore
from govgauge.score.composite.table import Floats

GROUPS = (0.75, 0.50, 0.25)
"""Very high, high, middle: an index strictly above the line is in the group, below all is low."""


def online_service_index(points: Floats) -> Floats:
    """Points brought to 0–1 between the worst and the best country."""
    return MinMax(0.0, 1.0).column(points, "OSI", 1)


def standardised_index(components: Floats, weights: Floats | None = None) -> Floats:
    """TII or HCI: the mean of the components' z-scores (over n), brought to 0–1.

    ``components`` is countries × components.
    """
    z = ZScore(ddof=0)
    scores = [z.column(c, f"component {i}", 1) for i, c in enumerate(components.T, start=1)]
    return MinMax(0.0, 1.0).column(np.average(scores, axis=0, weights=weights), "index", 1)


def development_index(osi: Floats, tii: Floats, hci: Floats) -> Floats:
    """EGDI: the mean of the three."""
    index: Floats = (osi + tii + hci) / 3
    return index


def development_group(index: float) -> int:
    """0 very high, 1 high, 2 middle, 3 low."""
    return sum(index <= line for line in GROUPS)
