"""A unit's attachments: read one after the other beside the crawl, in the order of taking.

Their bytes wait in the archive, not in memory, so a site of ten thousand files costs no more
memory than one of ten; and a run that is replayed reads the same files in the same order.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

from govgauge.extract.attachment_names import (
    name_from_address,
    name_from_header,
    promises_document,
)
from govgauge.extract.attachments import AttachmentText, Member, State
from govgauge.gather.crawl import VisitedPage
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.facts import AttachmentFact, AttachmentTextFact, TargetFact
from govgauge.model.outcome import Outcome
from govgauge.run.parser_child import ParserChild
from govgauge.run.unit_facts import FactsSink, media_type

_UNSEEN = "unseen"
_MAX_READ = 2_000
"""Files of one unit whose text is read; what is beyond is told as unseen."""
_OUTCOMES = {
    State.READ: Outcome.OK,
    State.TYPED: Outcome.OK,
    State.ENCRYPTED: Outcome.ATTACHMENT_UNREADABLE,
    State.LIMIT: Outcome.ATTACHMENT_LIMIT,
    State.UNREADABLE: Outcome.ATTACHMENT_UNREADABLE,
    State.OUR_FAULT: Outcome.OUR_FAULT,
}

Body = Callable[[str, Purpose, int], bytes]
"""The decoded payload of an exchange in the archive."""


class _Waiting(NamedTuple):
    """A file to be read, without its bytes."""

    fact: AttachmentFact
    purpose: Purpose
    attempt: int


class UnitAttachments:
    """Takes visited pages, has files among them read, and hands over rows at the end."""

    def __init__(self, child: ParserChild, body: Body, facts: FactsSink) -> None:
        self._child = child
        self._body = body
        self._facts = facts
        self._waiting: deque[_Waiting] = deque()
        self._rows: list[AttachmentFact] = []
        self._known: dict[tuple[str, str], list[AttachmentFact]] = {}
        self._with_text: set[str] = set()
        self._anchors: dict[str, str] = {}
        self._task: asyncio.Task[None] | None = None
        self._queued = 0

    def take(self, visited: VisitedPage) -> None:
        """Note one visited page if it is a file, or stands or fails in a file's place."""
        address, exchange = visited.address, visited.exchange
        fact = _first_row(visited)
        is_file = visited.content.reading is None and exchange.status == 200
        delivered = (address.outcome or visited.content.outcome) is Outcome.OK
        if address.is_home or not (promises_document(fact.name) or (is_file and delivered)):
            return
        self._anchors[fact.url] = ""
        if not delivered or exchange.status != 200 or self._queued >= _MAX_READ:
            self._rows.append(fact)
            return
        self._queued += 1
        self._waiting.append(_Waiting(fact, exchange.purpose, exchange.attempt))
        if self._task is None or self._task.done():
            self._raise_failure()
            self._task = asyncio.ensure_future(self._read_waiting())

    def note_anchors(self, targets: Iterable[TargetFact]) -> None:
        """Learn what the first link to each file reads, when all pages were taken."""
        for target in targets:
            if target.anchor and self._anchors.get(target.final_url) == "":
                self._anchors[target.final_url] = target.anchor

    async def finish(self) -> None:
        """Wait for what is still being read, then hand over the table of attachments."""
        if self._task is not None:
            await self._task
        self._rows.sort(key=lambda row: row.seq)  # Stable: members stay behind their archive.
        rows = [row._replace(anchor=self._anchors[row.url]) for row in self._rows]
        self._facts.extend("attachments", rows)

    async def abandon(self) -> None:
        """Stop reading; nothing is left under way."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def _raise_failure(self) -> None:
        if self._task is not None:
            self._task.result()

    async def _read_waiting(self) -> None:
        while self._waiting:
            fact, purpose, attempt = self._waiting.popleft()
            key = (fact.digest, fact.name.rpartition(".")[2].lower())
            rows = self._known.get(key)
            if rows is None:
                body = self._body(fact.url, purpose, attempt)
                read = await self._child.read_attachment(body, fact.name)
                self._add_text(fact.digest, read)
                rows = self._known[key] = _rows_of(fact._replace(size=len(body)), read)
            self._rows.extend(_as_found(row, fact) for row in rows)

    def _add_text(self, digest: str, read: AttachmentText) -> None:
        if digest in self._with_text:
            return
        self._with_text.add(digest)
        rows = [
            AttachmentTextFact(digest, number, part.member, part.place, part.text)
            for number, part in enumerate(read.parts)
        ]
        self._facts.extend("attachment_texts", rows)


def _first_row(visited: VisitedPage) -> AttachmentFact:
    """What is known of a file before its bytes are looked at."""
    address, exchange = visited.address, visited.exchange
    name, name_from = _name(exchange, address.url)
    outcome = address.outcome or visited.content.outcome
    return AttachmentFact(
        seq=visited.seq,
        member="",
        url=address.url,
        name=name,
        name_from=name_from,
        anchor="",
        kind="",
        declared_type=media_type(exchange),
        size=0,
        digest=address.digest,
        state=_UNSEEN,
        outcome=outcome,
        status=exchange.status or 0,
        limit="",
        detail="",
        title="",
        author="",
        created="",
        modified="",
        units=0,
        unread=0,
        text_chars=0,
    )


def _name(exchange: Exchange, url: str) -> tuple[str, str]:
    told = name_from_header(exchange.header_value(b"content-disposition"))
    return (told, "header") if told else (name_from_address(url), "address")


def _rows_of(fact: AttachmentFact, read: AttachmentText) -> list[AttachmentFact]:
    """The file's own row, then one for each file inside it."""
    chars = Counter[str]()
    for part in read.parts:
        chars[part.member] += len(part.text)
    own = fact._replace(
        kind=read.kind,
        state=read.state,
        outcome=_OUTCOMES[read.state],
        limit=read.limit,
        detail=read.detail,
        title=read.title,
        author=read.author,
        created=read.created,
        modified=read.modified,
        units=read.units,
        unread=read.unread,
        text_chars=chars.total(),
    )
    return [own, *(_row_of_member(fact, member, chars[member.name]) for member in read.members)]


def _row_of_member(fact: AttachmentFact, member: Member, chars: int) -> AttachmentFact:
    limited = member.state is State.LIMIT
    return fact._replace(
        member=member.name,
        name=member.name.rpartition("/")[2],
        name_from="archive",
        kind=member.kind,
        declared_type="",
        size=member.size,
        state=member.state,
        outcome=_OUTCOMES[member.state],
        limit=member.detail if limited else "",
        detail="" if limited else member.detail,
        text_chars=chars,
    )


def _as_found(row: AttachmentFact, fact: AttachmentFact) -> AttachmentFact:
    """A row of a payload that was read, as it stands at this address."""
    row = row._replace(seq=fact.seq, url=fact.url)
    if row.member:
        return row
    return row._replace(name=fact.name, name_from=fact.name_from, declared_type=fact.declared_type)
