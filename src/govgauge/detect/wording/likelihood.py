"""How well pieces of text fit official Chinese: as words, as pairs, as triples seen before."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from govgauge.detect.wording.keys import Ids, key_of
from govgauge.detect.wording.statistics import Statistics

_LONGEST_WORD = 4
_UNKNOWN_LOG = np.float32(-21.0)
_WEIGHT_OF_PAIRS = 0.5
_MOST_PAIRS_COUNTED = 50
_WEIGHT_OF_TRIPLES = 2.0


def fit(pieces: Ids, statistics: Statistics) -> NDArray[np.float32]:
    """A score for every row of ``pieces`` (n × width); rows of one table may be compared.

    The logarithm of the likeliest cut into words, half the logarithm of every pair's count in
    the texts, and 2 for every triple they hold.  The weights were chosen on reports to 2012
    against those after, and the other way round (``bench/words.py``).
    """
    score = _best_cut(pieces, statistics)
    width = pieces.shape[1]
    for n in range(width - 1):
        counts = statistics.pair_counts(pieces[:, n], pieces[:, n + 1])
        score += _WEIGHT_OF_PAIRS * np.log1p(np.minimum(counts, _MOST_PAIRS_COUNTED))
    for n in range(width - 2):
        seen = statistics.seen3(key_of(*(pieces[:, n + k] for k in range(3))))
        score += _WEIGHT_OF_TRIPLES * seen
    return score


def _best_cut(pieces: Ids, statistics: Statistics) -> NDArray[np.float32]:
    count, width = pieces.shape
    best = np.full((count, width + 1), -np.inf, np.float32)
    best[:, 0] = 0
    for start in range(width):
        for length in range(1, min(_LONGEST_WORD, width - start) + 1):
            columns: list[NDArray[Any]] = [pieces[:, start + n] for n in range(length)]
            logs = statistics.words[length].log_share(key_of(*columns))
            if length == 1:
                logs = np.maximum(logs, _UNKNOWN_LOG)
            reached = best[:, start] + logs
            np.maximum(best[:, start + length], reached, out=best[:, start + length])
    return best[:, width]
