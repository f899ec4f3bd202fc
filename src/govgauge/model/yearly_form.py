"""The yearly work form of a government site (政府网站工作年度报表): its name, year and day due.

国办函〔2018〕12号: every site publishes it by 31 January for the year before, in a visible place of
its home page.  The supervising form (监管年度报表) of an office is another one.
"""

import re
from datetime import date

_NAME = re.compile(
    r"(?:政府|门户)?网站(?:\d{4})?年?度?(?:工作)?年?度?(?:工作)?(?:年度)?报表|网站年报表|年度工作报表"
)
_OTHER = re.compile("监管|新媒体|填报|通知|说明|模板|培训|汇总|解读|报送")
_YEAR = re.compile(r"(20\d{2})\s*年?")
_BLANKS = re.compile(r"[\s\u3000\xa0（）()【】\[\]“”\"《》]+")


def names_form(words: str) -> bool:
    """Whether a title or a link names a site's own form, or the column that holds them."""
    if "报表" not in words:
        return False
    plain = _BLANKS.sub("", words)
    return "年" in plain and bool(_NAME.search(plain)) and not _OTHER.search(plain)


def year_named(words: str) -> int | None:
    """The year a title names; ``None`` without one or with two different ones."""
    years = {int(match[1]) for match in _YEAR.finditer(words)}
    return years.pop() if len(years) == 1 else None


def year_due(day: date, due_month: int, due_day: int) -> int:
    """The year whose form has to stand there on a day: the one before, once its day due is over."""
    return day.year - 1 if day > date(day.year, due_month, due_day) else day.year - 2
