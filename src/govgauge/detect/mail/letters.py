"""One letter from all pages that show it; which columns and letters a rule leaves out."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from attrs import frozen

from govgauge.model.detector import Parameter
from govgauge.model.facts import LetterFact, PageFact
from govgauge.model.finding import Evidence
from govgauge.model.kinds import LETTERS, PAGES, TARGETS, View, pages_shown
from govgauge.model.text import Text
from govgauge.model.verdict import Reason

WINDOW = Parameter(
    "window_days",
    unit="days",
    default=365,
    says=Text("只看监测时间点前多少天的来信", "how far back letters are looked at"),
)
"""What every detector over letters asks of a system."""
_SPACE = re.compile(r"\s+")
_EXCLUDED = re.compile("信访|纪检|举报|访谈|征集|调查|征求意见")
_NO_REPLY = re.compile(
    r"[\s【\[（(]*(?:(?:暂|尚|还)?(?:无|未|没有|不?待)(?:作出|收到)?(?:答复|回复|办理|处理|反馈)(?:内容|结果)?|无|暂无|空|-+|/)[\s】\])）。.]*"
)
_OPEN = re.compile(
    "未(?:回复|答复|办理|处理|办结|受理)|待(?:回复|答复|办理|处理|受理|办|审核)|办理中|处理中|受理中|转办|交办|已受理|正在"
)
_VOID = re.compile("无效|重复|不予|撤回|撤销|作废|退回|不公开|不受理|垃圾|测试")


@frozen
class MailLetter:
    """One letter: the page that tells most of it, and what all its pages together say.

    ``asked`` and ``answered`` are days, ``None`` where no page shows them.
    """

    page: PageFact
    row: LetterFact
    title: str
    asked: date | None
    answered: date | None
    reply: str

    @property
    def is_replied(self) -> bool:
        """A day or a text of an answer is shown."""
        return self.answered is not None or bool(self.reply)

    @property
    def is_void(self) -> bool:
        """Its state says that it asks for no public answer: no valid message (有效留言)."""
        return bool(_VOID.search(self.row.status))

    @property
    def is_open(self) -> bool:
        """Its state, or the words in the reply's place, say that nobody has answered."""
        state = self.row.status
        empty = self.row.reply_place and bool(self.row.reply) and not self.reply
        return bool(_OPEN.search(state)) or (empty and not state)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where it stands."""
        page = self.page
        return (Evidence(page.digest, page.url, f"letter {self.title}"),) if page.digest else ()


@frozen
class Mailbox:
    """All letters that were seen, in a fixed order, and the pages that were not, by the reason."""

    letters: tuple[MailLetter, ...]
    missing: Counter[Reason]


def read_mailbox(view: View) -> Mailbox:
    """The letters of the unit's pages, each once; columns a rule does not mean are left out."""
    shown, missing = pages_shown(view[TARGETS], view[PAGES])
    pages = {page.seq: page for page in shown if not _EXCLUDED.search(page.column)}
    groups: dict[tuple[str, ...], list[LetterFact]] = {}
    for row in sorted(view[LETTERS]):
        if row.page_seq in pages:
            groups.setdefault(_key(row, pages[row.page_seq]), []).append(row)
    groups = _with_lists(groups)
    letters = [_merged(rows, pages) for _, rows in sorted(groups.items())]
    return Mailbox(tuple(letters), missing)


def in_window(asked: date | None, as_of: datetime, days: int) -> bool:
    """Whether a letter was written within so many days before the monitoring time point."""
    return asked is not None and as_of.date() - timedelta(days=days) <= asked <= as_of.date()


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _with_lists(
    groups: dict[tuple[str, ...], list[LetterFact]],
) -> dict[tuple[str, ...], list[LetterFact]]:
    """A list's row joined with the only letter whose page bears its title and day."""
    own: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for key in groups:
        if len(key) > 2:
            own.setdefault(key[:2], []).append(key)
    joined = dict(groups)
    for key, rows in groups.items():
        same = own.get(key, [])
        if len(key) == 2 and len(same) == 1 and all(row.form == "table" for row in rows):
            joined[same[0]] = [*groups[same[0]], *joined.pop(key)]
    return joined


def _key(row: LetterFact, page: PageFact) -> tuple[str, ...]:
    """What tells letters apart: title and day; without a title of its own also what it asks.

    Some sites give all their pages one title.
    """
    title = _SPACE.sub("", _title(row, page))
    if row.title and row.asked:
        return (title, row.asked)
    if title and row.asked and row.question:
        return (title, row.asked, _SPACE.sub("", row.question))
    return (title, row.asked, f"{row.page_seq:09}", f"{row.position:05}")


def _title(row: LetterFact, page: PageFact) -> str:
    return row.title or (page.title if row.form == "labels" else "")


def _merged(rows: Sequence[LetterFact], pages: dict[int, PageFact]) -> MailLetter:
    """What any of its pages tells is told; its own page (with texts) comes before a list's row."""
    best = max(
        rows, key=lambda r: (_is_reply(r.reply), bool(r.question), r.form == "labels", -r.page_seq)
    )
    answered = sorted(filter(None, (r.answered for r in rows)))
    page = pages[best.page_seq]
    return MailLetter(
        page=page,
        row=best,
        title=_title(best, page) or page.title,
        asked=_day(best.asked),
        answered=_day(answered[0]) if answered else None,
        reply=best.reply if _is_reply(best.reply) else "",
    )


def _is_reply(reply: str) -> bool:
    return bool(reply) and not _NO_REPLY.fullmatch(reply)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
