"""The dateline (电头) of news taken over from an agency or a paper: who sent it, and on which day.

“新华社北京11月3日电”, “中新网9月1日讯”: it stands at the beginning of a text and shows no year; that
is the one that puts it nearest before the page's own day of publication.
"""

import re
from datetime import date, timedelta

from govgauge.extract.publication import Head
from govgauge.model.reading import Release

_DATELINE = re.compile(
    r"^[\W_]*(?:据)?((?:新华|中新|央视|央广|人民|光明|中国|经济)?[\u4e00-\u9fff]{0,6}?(?:社|网|日报|晚报|早报|时报|报))"
    r"[\u4e00-\u9fff ]{0,12}?[ \u3000]*(?:((?:19|20)\d\d)年)?(\d{1,2})月(\d{1,2})日(?:专?电|讯|消息)"
)
_HEAD_LINES = 40
_DATELINE_CHARS = 80
_AHEAD = timedelta(days=1)


def read_release(head: Head, published: str) -> Release | None:
    """The dateline of an article; ``None`` without one, or without a day of publication."""
    if not published:
        return None
    for line in head.lines[head.at + 1 : head.at + 1 + _HEAD_LINES]:
        # Two letters are missed in a tenth of the time the expression takes.
        if "月" not in line[:_DATELINE_CHARS] or "日" not in line[:_DATELINE_CHARS]:
            continue
        match = _DATELINE.match(line.strip())
        if match:
            sent = _sent_on(match, date.fromisoformat(published))
            return Release(match[1], sent.isoformat()) if sent else None
    return None


def _sent_on(match: re.Match[str], published: date) -> date | None:
    years = [int(match[2])] if match[2] else [published.year, published.year - 1]
    for year in years:
        try:
            day = date(year, int(match[3]), int(match[4]))
        except ValueError:
            continue
        if day <= published + _AHEAD:
            return day
    return None
