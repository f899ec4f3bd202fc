"""Late replies: after the sixth working day and later; and what is in time, void or long ago."""

from datetime import date, timedelta
from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.letters import (
    asked_before,
    free_letters,
    question,
    reply,
    write,
)
from govgauge.modelcity.site import Article, Site

_ID = "late_replies"
_LIMIT = 5


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Three letters in time to the day, void or old; others late by what is bad."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    free = list(free_letters(site, family))
    own.shuffle(free)
    faults = min(round(3 * bad), len(free) // 4)
    for number, (article, address) in enumerate(free[: 2 * faults + 1]):
        answered = site.as_of - timedelta(days=own.randrange(3, 240))
        if number < faults:
            asked = asked_before(answered, own.choice((6, 6, 7, 9, 15, 40)))
            _write(site, article, own, asked, answered, "")
            site.plant(_ID, address, "fault", "answered after the fifth working day")
            continue
        kind = own.randrange(4)
        if kind == 0:
            asked = asked_before(answered, _LIMIT)
            _write(site, article, own, asked, answered, "")
        elif kind == 1:  # The National Day stands between.
            answered = date(site.as_of.year, 10, 9)
            _write(site, article, own, date(site.as_of.year, 9, 28), answered, "")
        elif kind == 2:
            _write(
                site,
                article,
                own,
                asked_before(answered, 12),
                answered,
                own.choice(("不予受理", "重复来信")),
            )
        else:
            answered = site.as_of - timedelta(days=own.randrange(430, 700))
            _write(site, article, own, asked_before(answered, 20), answered, "")
        site.plant(_ID, address, "near_miss", "in time to the day, void, or long ago")


def _write(
    site: Site, article: Article, own: Random, asked: date, answered: date, state: str
) -> None:
    write(site, article, asked, answered, (question(own), reply(site, own)), state)
