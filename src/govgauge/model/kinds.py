"""Kinds of facts a detector may ask for, and the view that hands it only those."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar, cast

from attrs import frozen

from govgauge.model.facts import (
    IdentityFact,
    ItemFact,
    LabelFact,
    LinkFact,
    PageFact,
    Relation,
    TargetFact,
    VisitFact,
)
from govgauge.model.failure import OurFault
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@frozen
class Kind(Generic[T_co]):
    """The name and type of one kind of fact."""

    name: str


PAGES: Kind[Sequence[PageFact]] = Kind("pages")
LINKS: Kind[Sequence[LinkFact]] = Kind("links")
TARGETS: Kind[Sequence[TargetFact]] = Kind("targets")
ITEMS: Kind[Sequence[ItemFact]] = Kind("items")
LABELS: Kind[Sequence[LabelFact]] = Kind("labels")
IDENTITY: Kind[Sequence[IdentityFact]] = Kind("identity")
VISITS: Kind[Sequence[VisitFact]] = Kind("visits")


def never_asked(targets: Sequence[TargetFact]) -> Counter[Reason]:
    """The unit's own linked pages that were never asked for, by the reason why.

    What such a page would have shown is not known, so no detector over pages is ``met`` then.
    """
    return Counter(
        Reason(t.reason or Reason.NOT_CHECKED)
        for t in targets
        if not t.outcome and t.relation == Relation.OWN and t.element != "img"
    )


class Undeclared(OurFault):
    """A detector read a kind it did not declare in ``needs``."""


class View:
    """The part of one unit's facts that one detector asked for, and the unit itself."""

    __slots__ = ("_facts", "unit")

    def __init__(self, unit: Unit, facts: Mapping[str, object]) -> None:
        self.unit = unit
        self._facts = facts

    def __getitem__(self, kind: Kind[T]) -> T:
        if kind.name not in self._facts:
            raise Undeclared(
                "undeclared-kind",
                Text(f"检测器未声明所需事实 {kind.name}", f"kind {kind.name} was not declared"),
                Text("在 needs 中声明", "declare it in needs"),
            )
        return cast(T, self._facts[kind.name])

    def narrowed(self, needs: Sequence[Kind[object]]) -> "View":
        """The same view, holding only the kinds named."""
        return View(self.unit, {k.name: self._facts[k.name] for k in needs})
