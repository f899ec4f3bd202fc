"""Checking the wording of one text, file or page before it is published."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import uvloop
from attrs import frozen

from govgauge.detect.terms.matching import FoundTerm, finder
from govgauge.detect.terms.officials import Official, misnamed_officials, read_officials
from govgauge.detect.terms.rules import TermRule, read_rules, shipped_rules
from govgauge.detect.wording.allowing import Allowing
from govgauge.detect.wording.checking import shipped_checker
from govgauge.detect.wording.plain import plain_text
from govgauge.detect.wording.suspicion import Suspicion
from govgauge.extract.attachments import AttachmentText, State
from govgauge.gather.content_coding import decode_body
from govgauge.gather.wire import Wire
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Purpose
from govgauge.model.failure import BadInput, NothingDone, Place, said_by_system
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.verdict import Verdict
from govgauge.model.whitelist import AllowedHit, AllowedPhrase
from govgauge.run.parser_child import limited_child

STANDARD_INPUT = "-"
_SHOWN = 12


@frozen
class CheckedPlace:
    """A suspicion with where it stands: the part of a document, its line, and words around it."""

    part: str
    line: int
    before: str
    inside: str
    after: str
    suspicion: Suspicion


@frozen
class TermPlace:
    """A term that is not to be used, with where it stands, like :class:`CheckedPlace`."""

    part: str
    line: int
    before: str
    inside: str
    after: str
    term: FoundTerm


@frozen
class OwnTerms:
    """A user's own rules on terms and officials, and the day the text is of: both have dates."""

    rules: tuple[TermRule, ...]
    day: date
    officials: tuple[Official, ...] = ()


@frozen
class CheckedText:
    """What was checked and what was found; ``characters`` counts those that were read.

    ``allowed`` are the places left out because a whitelist allows them.
    """

    source: str
    kind: str
    characters: int
    places: tuple[CheckedPlace, ...]
    terms: tuple[TermPlace, ...] = ()
    allowed: tuple[AllowedHit, ...] = ()


def read_own_terms(path: Path) -> tuple[TermRule, ...]:
    """Rules from a table of a user's (``lexicons/terms/SOURCE.md`` tells its columns).

    :class:`BadInput`: no such file, no UTF-8, or a row at fault.
    """
    return read_rules(_table(path), str(path))


def read_own_officials(path: Path) -> tuple[Official, ...]:
    """Officials from a user's table of name, post, from, to, order; fails like the above."""
    return read_officials(_table(path), str(path))


def _table(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        said = said_by_system(error)
        raise _no_terms(path, Text(f"无法读取: {said.zh}", f"cannot be read: {said.en}")) from error
    except UnicodeDecodeError as error:
        raise _no_terms(path, Text("不是 UTF-8 编码", "it is not in UTF-8")) from error


def _no_terms(path: Path, what: Text) -> BadInput:
    return BadInput(
        "unreadable-terms",
        what,
        Text("给出 UTF-8 的 CSV 文件", "give a CSV file in UTF-8"),
        Place.in_file(path),
    )


def check_words(
    source: str,
    plan: Plan,
    *,
    wide: bool,
    own_terms: OwnTerms | None = None,
    allowed: Sequence[AllowedPhrase] = (),
) -> CheckedText:
    """Check a file, an address (``http…``) or standard input (``-``).

    Terms are looked for where ``own_terms`` is given: a user's rules and those that ship, of the
    latter the certain ones only unless ``wide``.  Places inside a phrase of ``allowed`` are set aside.
    :class:`BadInput`: no such file, or one whose text cannot be read.  :class:`NothingDone`: the
    address did not answer with a document.
    """
    data, name = _bytes_of(source, plan)
    read = uvloop.run(_read(data, name))
    if read.state is not State.READ:
        raise _unreadable(source, read)
    found: list[CheckedPlace | TermPlace | AllowedHit] = []
    allowing = Allowing(allowed)
    characters = 0
    for part in read.parts:
        text = plain_text(part.text)
        characters += len(text)
        found += _places(text, part.place, allowing, wide=wide)
        if own_terms is not None:
            found += _terms(text, part.place, own_terms, allowing, wide=wide)
    return CheckedText(
        source=source,
        kind=read.kind,
        characters=characters,
        places=tuple(p for p in found if isinstance(p, CheckedPlace)),
        terms=tuple(p for p in found if isinstance(p, TermPlace)),
        allowed=tuple(p for p in found if isinstance(p, AllowedHit)),
    )


def _terms(
    text: str, part: str, own: OwnTerms, allowing: Allowing, *, wide: bool
) -> Iterator[TermPlace | AllowedHit]:
    shipped = tuple(r for r in shipped_rules() if wide or r.verdict is Verdict.UNMET)
    terms = finder(shipped + own.rules)
    for number, line in enumerate(text.split("\n"), 1):
        for term in (
            *terms.find(line, own.day),
            *misnamed_officials(line, own.day, own.officials),
        ):
            before, after = _around(line, term.start, term.end)
            phrase = allowing.covering(line, term.start, term.end)
            if phrase is None:
                yield TermPlace(part, number, before, term.written, after, term)
            else:
                yield _allowed(part, number, before, term.written, after, phrase)


def _places(
    text: str, part: str, allowing: Allowing, *, wide: bool
) -> Iterator[CheckedPlace | AllowedHit]:
    for suspicion in shipped_checker().check(text, wide=wide):
        begin = text.rfind("\n", 0, suspicion.start) + 1
        line = text[begin:].partition("\n")[0]
        number = text.count("\n", 0, suspicion.start) + 1
        start, end = suspicion.start - begin, suspicion.end - begin
        before, after = _around(line, start, end)
        phrase = allowing.covering(line, start, end)
        if phrase is None:
            yield CheckedPlace(part, number, before, line[start:end], after, suspicion)
        else:
            yield _allowed(part, number, before, line[start:end], after, phrase)


def _around(line: str, start: int, end: int) -> tuple[str, str]:
    return line[max(0, start - _SHOWN) : start], line[end : end + _SHOWN]


def _allowed(
    part: str, line: int, before: str, inside: str, after: str, phrase: AllowedPhrase
) -> AllowedHit:
    where = " ".join(filter(None, (part, str(line))))
    return AllowedHit(where, inside, before + inside + after, phrase)


def _bytes_of(source: str, plan: Plan) -> tuple[bytes, str]:
    if source == STANDARD_INPUT:
        return sys.stdin.buffer.read(), "stdin.txt"
    if source.startswith(("http://", "https://")):
        return uvloop.run(_fetched(source, plan)), source
    try:
        return Path(source).read_bytes(), Path(source).name
    except OSError as error:
        said = said_by_system(error)
        raise BadInput(
            "unreadable-file",
            Text(f"无法读取: {said.zh}", f"cannot be read: {said.en}"),
            Text(
                "给出文件、以 http 开头的网址，或 - 表示标准输入",
                "give a file, an address that begins with http, or - for standard input",
            ),
            Place(file=source),
        ) from error


async def _fetched(url: str, plan: Plan) -> bytes:
    wire = Wire(plan)
    try:
        exchange = await wire.fetch(url, Purpose.PAGE)
    finally:
        await wire.close()
    if exchange.outcome is not Outcome.OK or (exchange.status or 0) >= 300:
        raise NothingDone(
            "no-document",
            Text(
                f"网址没有给出文档（{exchange.outcome} {exchange.status or ''}）",
                f"the address gave no document ({exchange.outcome} {exchange.status or ''})",
            ),
            Text("在浏览器中核对网址，或先保存为文件", "check the address, or save the page first"),
        )
    outcome, body = decode_body(exchange, plan.budget)
    return body if outcome is Outcome.OK else b""


async def _read(data: bytes, name: str) -> AttachmentText:
    async with limited_child() as child:
        return await child.read_attachment(data, name)


def _unreadable(source: str, read: AttachmentText) -> BadInput:
    why = read.limit or read.detail or read.kind
    return BadInput(
        "no-text",
        Text(f"读不出文字（{read.state}: {why}）", f"no text can be read ({read.state}: {why})"),
        Text(
            "另存为 DOCX、PDF、TXT 或网页后重试；图片和扫描件暂不识别",
            "save it as DOCX, PDF, TXT or a page; pictures and scans are not read",
        ),
        Place(file=source),
    )
