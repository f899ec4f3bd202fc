"""What was shown in the site's place: the third state between a page and a failure.

One list for the crawl and for timed visits.  The first kind that fits decides; each is its own
outcome, none of them says anything about the site, and none is asked for again.
"""

import re
from collections.abc import Callable

from govgauge.gather.challenge import is_full_page, says_so, shows_challenge
from govgauge.gather.notices import says_moved, says_parked, says_region, says_too_often
from govgauge.gather.rate_limit import is_rate_limited
from govgauge.gather.shown import MAX_BYTES, Shown, may_stand_in, shown
from govgauge.model.exchange import Exchange
from govgauge.model.outcome import Outcome

_WALL_CHARS = 300
_ACCOUNT = re.compile(
    r"登[录陆]|注册|密码|忘记|找回|账号|帐号|短信|扫码|验证码|证书|驱动|客户端|帮助|返回|换一"
    r"|log ?in|sign ?(?:in|up)|register|forg[eo]t|password|help"
)
_DENYING = (401, 403)

NOT_AGAIN = frozenset(
    {
        Outcome.CHALLENGED,
        Outcome.GEO_SUSPECTED,
        Outcome.PARKED_SUSPECTED,
        Outcome.MOVED,
        Outcome.DNS_HIJACK,
        Outcome.REDIRECT_COOKIE,
    }
)
"""What is not asked for again: another attempt would be evasion, or idle."""


def in_place(
    exchange: Exchange, payload: bytes, is_home: bool, owns: Callable[[str], bool]
) -> Outcome | None:
    """What stands in the site's place, ``None`` when the site itself has answered.

    ``payload`` is the decoded body; ``owns`` tells the unit's own addresses.
    """
    if may_stand_in(exchange) and len(payload) <= MAX_BYTES:
        if is_full_page(payload):
            # Nothing but a guard's own header makes a page of many links a guard's.
            found = Outcome.CHALLENGED if says_so(exchange) else None
        else:
            found = _found(shown(exchange, payload), is_home, owns)
        if found is not None:
            return found
    return Outcome.RATE_LIMITED if is_rate_limited(exchange) else None


def _found(page: Shown, is_home: bool, owns: Callable[[str], bool]) -> Outcome | None:
    # A region's notice often carries a guard's number: what it says goes first.
    if says_region(page):
        return Outcome.GEO_SUSPECTED
    if shows_challenge(page) or _is_login_wall(page, is_home):
        return Outcome.CHALLENGED
    if says_too_often(page):
        return Outcome.RATE_LIMITED
    if says_parked(page):
        return Outcome.PARKED_SUSPECTED
    if is_home and says_moved(page, owns):
        return Outcome.MOVED
    return None


def _is_login_wall(page: Shown, is_home: bool) -> bool:
    """A login form and hardly anything else, where the home page or a refusal should be (T-F3).

    The login page of a site is a page of it: only in another page's place is it a wall.
    """
    if not is_home and page.status not in _DENYING:
        return False
    if len(page.text) > _WALL_CHARS or b"password" not in page.low or b"<input" not in page.low:
        return False
    # A site's own menu beside the form makes it a page of the site.
    return all(_ACCOUNT.search(anchor) for anchor in page.anchors())
