"""The home page's foot (页面底部功能区): its signs of identity, and findings about them.

What the detectors over the home page share: how the page is found, when its foot was seen, and
how their answers are put.
"""

from collections.abc import Iterable

from attrs import frozen

from govgauge.model.detector import Detection
from govgauge.model.facts import IdentityFact, PageFact, PageKind
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import IDENTITY, PAGES, View, why_unread
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

POPULATION = "home page"
# A telephone number or a copyright line alone does not show that the foot was seen: either may
# stand anywhere.
_FOOT_SIGNS = frozenset({"site_code", "icp_number", "police_number", "organiser"})
_NUMBERS = frozenset({"icp_number", "police_number"})
_FOOT_MARKS = frozenset({"government_mark", "report_entrance"})
_SEEN = frozenset({"link", "image", "script"})
_SURE_SIGNS = 2


@frozen
class Foot:
    """A home page that was delivered, and every sign of identity on it, in order."""

    home: PageFact
    signs: tuple[IdentityFact, ...]

    def shown(self, sign: str) -> list[str]:
        """The values of one sign as text in the foot; empty where one could not be read."""
        return [s.value for s in self.signs if s.sign == sign and s.place == "foot"]

    def marks(self, sign: str) -> list[IdentityFact]:
        """One sign in the markup of the page, shown or hidden."""
        return [s for s in self.signs if s.sign == sign]

    def unclear(self, sign: str) -> list[str]:
        """What may be one sign, but was not read with certainty."""
        return [s.value for s in self.signs if s.sign == sign and s.place == "unclear"]

    @property
    def unread(self) -> Reason | None:
        """Why nothing of the foot stands in the plain page; ``None`` where anything does."""
        if any(s.place == "foot" and s.sign in _FOOT_SIGNS for s in self.signs):
            return None
        return why_unread(self.home) or Reason.NEEDS_BROWSER

    @property
    def unseen(self) -> Reason | None:
        """Why a sign that is not there may be shown all the same; ``None`` for a foot seen.

        Registration numbers often stand in the plain page while a script writes the rest; what only
        the rest of a foot holds shows that it is there, whatever scripts the page has besides.
        """
        if self.unread is not None:
            return self.unread
        shown = {s.sign for s in self.signs if s.place == "foot" and s.sign in _FOOT_SIGNS}
        hiding = {s.place for s in self.signs if s.sign == "unseen"}
        marks = {s.sign for s in self.signs if s.sign in _FOOT_MARKS and s.place in _SEEN}
        rest = (shown | marks) - _NUMBERS
        is_one = len(shown | marks) < _SURE_SIGNS
        if "foot" in hiding or (hiding and not rest) or ("low" in hiding and is_one):
            return Reason.NEEDS_BROWSER
        return front_door(self.signs)

    @property
    def says(self) -> str:
        """What the foot shows, for a sentence about what it does not show."""
        values = (
            s.value for s in self.signs if s.place == "foot" and s.sign in _FOOT_SIGNS and s.value
        )
        return "、".join(dict.fromkeys(values))[:80]


def front_door(signs: Iterable[IdentityFact]) -> Reason | None:
    """Why a home page is not the one that readers are to see; ``None`` for any other."""
    doors = {s.place for s in signs if s.sign == "front_door"}
    if not doors:
        return None
    return Reason.NEEDS_BROWSER if "script" in doors else Reason.AMBIGUOUS


def home_page(view: View) -> PageFact | None:
    """The unit's home page, whatever became of it."""
    return next((p for p in view[PAGES] if p.kind == PageKind.HOME), None)


def read_foot(view: View) -> Foot | Reason:
    """The foot of the home page, or the reason why the page was not delivered."""
    home = home_page(view)
    if home is None:
        return Reason.NOT_GATHERED
    if home.outcome != Outcome.OK or home.status != 200:
        return Reason.of(Outcome(home.outcome), home.status)
    return Foot(home, tuple(sorted(s for s in view[IDENTITY] if s.page_seq == home.seq)))


def left_open(reason: Reason) -> Detection:
    """The answer about a home page that could not be judged."""
    return Detection(
        Verdict.UNDETERMINED, expected=1, missing={reason: 1}, reason=reason, population=POPULATION
    )


def settled(*instances: Instance) -> Detection:
    """The answer about a home page that was judged: met without any instance."""
    verdict = Verdict.MET
    if instances:
        certain = any(i.verdict is Verdict.UNMET for i in instances)
        verdict = Verdict.UNMET if certain else Verdict.NEEDS_PERSON
    return Detection(verdict, instances=instances, seen=1, expected=1, population=POPULATION)


def about_home(
    home: PageFact,
    mark: str,
    excerpt: str,
    says: Text,
    verdict: Verdict = Verdict.UNMET,
    place: str = "foot",
) -> Instance:
    """One finding about the home page, with the page as evidence."""
    return Instance(
        target=home.url,
        says=says,
        verdict=verdict,
        part="home",
        excerpt=excerpt,
        mark=mark,
        evidence=(Evidence(home.digest, home.url, place),),
        reason=Reason.AMBIGUOUS if verdict is Verdict.NEEDS_PERSON else None,
    )
