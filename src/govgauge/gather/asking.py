"""Asking for one address: is it allowed, what came back, and is that the page or something else?

Something else is what a guard shows in its place, what the host shows for any address, or a stub
that only sends its reader on.  Where an answer would end badly for a page of the unit's own, a
second look is taken first (see ``second_look``).
"""

from collections.abc import Callable

import attrs

from govgauge.gather.controls import Control, Controls
from govgauge.gather.frontier import Address
from govgauge.gather.in_place import in_place
from govgauge.gather.permission import Permission
from govgauge.gather.redirect import is_redirect, redirect_target
from govgauge.gather.refresh import MAX_STUB_LINKS, is_stub, refresh_target
from govgauge.gather.scope import is_front
from govgauge.gather.second_look import HomeWalk, is_last, look_again, name_control
from govgauge.gather.visitor import UNSEEN, Answer, Content, Visitor
from govgauge.gather.withheld import Withheld
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Exchange, Kept, Purpose
from govgauge.model.facts import PageKind
from govgauge.model.outcome import Outcome
from govgauge.model.reading import PageReading, Presence
from govgauge.model.verdict import Reason

ABSENT = (404, 410)
_LEAST_PAGE_BYTES = 512
"""What is shorter than this cannot be a page whose server calls it absent by mistake."""

_HELD_BYTES = 2 * 1024
"""Of an answer that waits for its turn a larger body is not held: the archive has it."""


class Asker:
    """Asks for the addresses of one crawl; ``home_reading`` is set when the home page is in."""

    def __init__(
        self,
        plan: Plan,
        visitor: Visitor,
        permission: Permission,
        home: str,
        owns: Callable[[str], bool],
    ) -> None:
        self._plan = plan
        self._visitor = visitor
        self._owns = owns
        self._walk = HomeWalk(visitor.fetch, owns, plan.budget.redirects)
        self._permission = permission
        self.home_reading: PageReading | None = None
        self.controls = Controls(
            self._look_at_control, permission.refusal, home, plan.seed, plan.budget.redirects
        )

    async def ask(self, address: Address) -> Answer:
        """What one address gives, or why it may not be asked for.

        Without its home page a unit is not gathered at all: what we withhold then is raised.
        """
        try:
            return await self._ask(address)
        except Withheld as withheld:
            if address.is_home:
                raise
            return Answer(None, Content(Outcome.OUR_FAULT, None), withheld.reason)

    async def _ask(self, address: Address) -> Answer:
        """What one address gives.

        robots.txt is obeyed for every own address but the home page (decision 7).
        """
        if address.own and not address.is_home:
            refusal = await self._permission.refusal(address.url)
            if refusal is not None:
                return Answer(None, Content(refusal, None), Reason.of(refusal))
        # A picture of the unit's own is looked at too: an error page may stand in its place.
        answer = await self._look(
            address.url, address.purpose, address.attempts + 1, address.own, address.is_home
        )
        if address.is_home:
            return await self._home(address, answer)
        if not address.own:
            return answer
        if answer.kept is not None and answer.kept.exchange.status in ABSENT:
            return await self._though_absent(address, answer, answer.kept)
        if not answer.onward and answer.content.reading is None:
            return answer
        control = await self.controls.of(address.url)
        return self._beside(control, address, answer)._replace(compared=True)

    async def _home(self, address: Address, answer: Answer) -> Answer:
        """The home page's answer, unless its name or its redirects are not what they seem."""
        assert answer.kept is not None
        exchange = answer.kept.exchange
        if is_redirect(exchange):
            end = await self._walk.end_of(exchange, answer.onward)
            return answer if end is None else Answer(end, Content(Outcome.REDIRECT_COOKIE, None))
        control = await name_control(self._visitor.fetch, exchange, self._plan)
        if control:
            return Answer(answer.kept, Content(Outcome.DNS_HIJACK, None))
        return answer

    def _beside(self, control: Control, address: Address, answer: Answer) -> Answer:
        """An own answer beside its host's control: the page, no page, or open."""
        reading = answer.content.reading
        if reading is None:
            return answer
        # The page to which unknown addresses are sent agrees with itself: that tells nothing.
        shown = None if control.sent_to == address.url else control.reading
        presence = self._visitor.compare(reading, shown, self.home_reading)
        if presence is Presence.THERE:
            astray = answer.onward and answer.onward == control.sent_to
            if astray and not is_front(address.url):
                # Its host sends any unknown address there: it is no page, its links are no links.
                return answer._replace(content=Content(answer.content.outcome, None))
            return answer
        if presence in (Presence.GONE, Presence.LIKE_CONTROL):
            return Answer(answer.kept, Content(Outcome.SOFT_404, None), presence=presence)
        scripted = presence is Presence.SCRIPTED
        reason = Reason.NEEDS_BROWSER if scripted else Reason.AMBIGUOUS
        unseen = attrs.evolve(UNSEEN, loader=reading.loader if scripted else "")
        return Answer(answer.kept, Content(Outcome.OK, unseen), reason, presence=presence)

    async def _though_absent(self, address: Address, answer: Answer, kept: Kept) -> Answer:
        """An own answer 404 or 410: gone, unless it shows an article of its own (T-G5).

        Then status and content contradict each other, and the answer is open.
        """
        answer = answer._replace(kept=_lightened(kept))
        if address.purpose is not Purpose.PAGE or len(kept.exchange.body) < _LEAST_PAGE_BYTES:
            return answer
        control = await self.controls.of(address.url)
        answer = answer._replace(compared=True)
        if control.absent is None or control.fact.digest == kept.digest:
            return answer
        reading = (await self._visitor.read(kept.exchange, False)).reading
        if reading is None or reading.kind is not PageKind.ARTICLE:
            return answer
        if self._visitor.compare(reading, control.absent, self.home_reading) is Presence.THERE:
            return answer._replace(content=Content(Outcome.OK, UNSEEN), reason=Reason.AMBIGUOUS)
        return answer

    async def as_browser(self, url: str) -> Answer:
        """What the home page is once more, asked for as a browser asks; nothing is followed."""
        try:
            return await self._look(url, Purpose.BROWSER, 1, True, True)
        except Withheld as withheld:
            return Answer(None, Content(Outcome.OUR_FAULT, None), withheld.reason)

    async def _look_at_control(self, url: str) -> Answer:
        answer = await self._look(url, Purpose.CONTROL, 1, True, False)
        if answer.kept is None or answer.kept.exchange.status not in ABSENT:
            return answer
        absent = await self._visitor.read(answer.kept.exchange, False)
        return answer._replace(kept=_lightened(answer.kept), absent=absent.reading)

    async def _look(
        self, url: str, purpose: Purpose, attempt: int, as_page: bool, is_home: bool
    ) -> Answer:
        kept = await self._visitor.fetch(url, purpose, attempt)
        if as_page and purpose is Purpose.PAGE and is_last(kept.exchange):
            kept = await look_again(self._visitor.fetch, kept)
        return await self._made_of(kept, as_page, is_home)

    async def _made_of(self, kept: Kept, as_page: bool, is_home: bool) -> Answer:
        """What one kept exchange shows."""
        exchange = kept.exchange
        content = Content(exchange.outcome, None)
        if is_redirect(exchange):
            return Answer(kept, content, onward=redirect_target(exchange))
        if as_page and exchange.status == 200:
            content = await self._visitor.read(exchange, is_home)
        instead = self._instead(exchange, content.reading, is_home)
        if instead is not None:
            return Answer(_lightened(kept), Content(instead, None))
        onward = self._onward(exchange, content.reading)
        # Whether a page is gone though its server says so is not known yet.
        kept = kept if as_page and exchange.status in ABSENT else _lightened(kept)
        return Answer(kept, content, onward=onward)

    def _instead(
        self, exchange: Exchange, reading: PageReading | None, is_home: bool
    ) -> Outcome | None:
        """What was shown in the site's place, ``None`` when the site itself has answered."""
        # A page of many links is no guard's: most pages are spared a second decoding.
        if reading is not None and len(reading.links) > MAX_STUB_LINKS:
            return None
        return in_place(exchange, self._visitor.decode(exchange), is_home, self._owns)

    def _onward(self, exchange: Exchange, reading: PageReading | None) -> str:
        if reading is None or not is_stub(reading):
            return ""
        return refresh_target(exchange, reading, self._visitor.decode(exchange))


def _lightened(kept: Kept) -> Kept:
    """Without its body, unless that is small: many answers may wait for a slow one."""
    if len(kept.exchange.body) < _HELD_BYTES:
        return kept
    return attrs.evolve(kept, exchange=attrs.evolve(kept.exchange, body=b""))
