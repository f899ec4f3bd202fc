"""Whether a home page may be asked for as a browser asks, and the header lines it is asked with.

Only a mandated inspection, on hosts its authorisation covers, ever takes this guise: an office
that looks at its own sites may learn what their visitors are shown (hostile-servers H64).
"""

import re
from urllib.parse import urlsplit

from govgauge.gather.rate_limit import is_rate_limited
from govgauge.model.campaign import Plan, PolicyKind
from govgauge.model.exchange import Exchange

_CONTACT = re.compile(r"(?:https?://|mailto:)[^\s;()]+")
# A stable release of Chromium, in its reduced form: nothing but the major number ever changes.
_USER_AGENT = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36"
)


def may_look_as_browser(plan: Plan, home: Exchange) -> bool:
    """True under a mandate whose recorded authorisation covers the host, once it has answered.

    A host that asked for patience is not asked for more.
    """
    given = plan.authorisation
    if plan.policy is not PolicyKind.MANDATE or given is None:
        return False
    answered = home.outcome.delivered and home.status is not None and not is_rate_limited(home)
    return answered and given.covers(urlsplit(home.url).hostname or "")


def browser_headers(user_agent: str) -> list[str]:
    """Header lines as Chromium sends them over plain HTTP; ``From`` says who really asks.

    The contact is the last one our own user agent names: a mailbox where one was configured.
    """
    contacts = _CONTACT.findall(user_agent)
    contact = contacts[-1].removeprefix("mailto:") if contacts else user_agent
    return [
        "Upgrade-Insecure-Requests: 1",
        f"User-Agent: {_USER_AGENT}",
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
        "image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
        "Accept-Encoding: gzip, deflate, br, zstd",
        "Accept-Language: zh-CN,zh;q=0.9",
        f"From: {contact}",
    ]
