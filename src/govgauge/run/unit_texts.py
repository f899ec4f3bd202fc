"""The lines of a unit's pages as facts, each once: what a site repeats is judged once."""

from govgauge.gather.visitor import VisitedPage
from govgauge.model.digest_map import DigestMap, digest_of
from govgauge.model.facts import SideTextFact, TextFact
from govgauge.model.reading import SideText
from govgauge.run.unit_facts import FactsSink

_SHORTEST = 4
_LONGEST = 20_000


class UnitTexts:
    """Hands over the lines a unit has not shown before, page by page in the order of taking."""

    def __init__(self, facts: FactsSink) -> None:
        self._facts = facts
        self._known = DigestMap()

    def take(self, visited: VisitedPage) -> None:
        """The new lines of one page, and its text beside them; rows of a table belong together.

        Lines of a few characters are labels, not wording.
        """
        reading = visited.content.reading
        if reading is None:
            return
        rows = [
            TextFact(visited.seq, number, line[:_LONGEST])
            for number, line in enumerate(reading.lines)
            if len(line) >= _SHORTEST and self._is_new(line)
        ]
        if rows:
            self._facts.extend("texts", rows)
        beside = [
            SideTextFact(visited.seq, *side)
            for side in reading.side_texts
            if side.way == "row" or self._is_new(_key(side))
        ]
        if beside:
            self._facts.extend("side_texts", beside)

    def _is_new(self, line: str) -> bool:
        key = digest_of(line)
        if self._known.get(key) is not None:
            return False
        self._known.put(key, 0)
        return True


def _key(side: SideText) -> str:
    """What is hidden is a line as well; what stands for a picture is told once with equal lines."""
    return side.text if side.way == "alternative" else f"{side.way} {side.text}"
