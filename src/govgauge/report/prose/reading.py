"""A printed rank list read back: who stands where, and whether it can be so.

A list is checked by counting: the names of a run must fill the places it claims.  Eight names
for places four to ten leave one tie unsaid, or name one too many.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from govgauge.model.system import RankStyle
from govgauge.model.text import Text
from govgauge.report.prose.marks import MARK, marked_texts, names_by_mark
from govgauge.report.prose.numerals import number_of_chinese
from govgauge.report.prose.rank_lists import RankedPlace
from govgauge.report.prose.style import Lead, RankListStyle, Ties

_NUMBER = "[零一二三四五六七八九十百千两0-9]+"


@frozen
class ListFault:
    """Why a printed list cannot be as it says."""

    code: str
    what: Text


@frozen
class ListReading:
    """The places a list names, and its faults; no places when it is not in the style at all."""

    places: tuple[RankedPlace, ...]
    faults: tuple[ListFault, ...]


@frozen
class _Claim:
    """One clause: names by place, and the ranks it claims for the first and the last of them."""

    held: tuple[tuple[str, ...], ...]
    first: int
    last: int


def read_rank_list(text: str, names: Sequence[str], style: RankListStyle) -> ListReading:
    """Read one group's list back; ``names`` are the names of the group's units.

    Names may hold the style's own words (文化和旅游部): the reading that uses every name once
    is taken.
    """
    best: ListReading | None = None
    for marked in marked_texts(text, names):
        claims = _claims(marked, style)
        if claims is None:
            continue
        reading = _reading(claims, names, style)
        if not reading.faults:
            return reading
        best = best or reading
    return best or ListReading((), (_not_in_style(style),))


def _claims(marked: str, style: RankListStyle) -> list[_Claim] | None:
    if style.ties is Ties.AFTER:
        return _block_claims(marked, style)
    claims: list[_Claim] = []
    for sentence in _split(marked, [style.end]):
        for clause in _split(sentence, [style.between, style.after_lead]):
            found = _clause(clause, style)
            if found is None:
                return None
            claims += found
    return claims or None


def _clause(clause: str, style: RankListStyle) -> list[_Claim] | None:
    if style.lead is Lead.EACH:
        each = _each(clause, style)
        if each is not None:
            return each
    for read in (_together, _tie, _run, _one):
        claim = read(clause, style)
        if claim is not None:
            return [claim]
    return None


def _each(clause: str, style: RankListStyle) -> list[_Claim] | None:
    one = _pattern(style.lead_form, style)
    found = list(one.finditer(clause))
    joined = style.lead_joiner.join(m.group(0) for m in found)
    if not found or joined != clause:
        return None
    claims = []
    for match in found:
        rank = _value(match["rank"])
        claims.append(_Claim((_tied(match["names"], style),), rank, rank))
    return claims


def _together(clause: str, style: RankListStyle) -> _Claim | None:
    if style.lead is not Lead.TOGETHER:
        return None
    match = _pattern(style.lead_form, style).fullmatch(clause)
    if match is None:
        return None
    held = tuple((m,) for m in _split(match["names"], [style.lead_joiner, style.lead_last]))
    return _Claim(held, 1, _value(match["count"]))


def _tie(clause: str, style: RankListStyle) -> _Claim | None:
    match = style.tie_form and _pattern(style.tie_form, style).fullmatch(clause)
    if not match:
        return None
    held = tuple(_split(match["names"], [style.tie_joiner, style.tie_last]))
    rank = _value(match["rank"])
    return _Claim((held,), rank, rank)


def _run(clause: str, style: RankListStyle) -> _Claim | None:
    match = _pattern(style.run_form, style).fullmatch(clause)
    if match is None:
        return None
    joiners = {style.run_joiner, style.run_last, style.final_run_last} - {style.tie_mark}
    held = tuple(_tied(part, style) for part in _split(match["names"], sorted(joiners)))
    return _Claim(held, _value(match["from"]), _value(match["to"]))


def _one(clause: str, style: RankListStyle) -> _Claim | None:
    match = _pattern(style.one_form, style).fullmatch(clause)
    if match is None:
        return None
    rank = _value(match["rank"])
    return _Claim((_tied(match["names"], style),), rank, rank)


def _tied(names: str, style: RankListStyle) -> tuple[str, ...]:
    return tuple(_split(names, [style.tie_mark]))


def _block_claims(marked: str, style: RankListStyle) -> list[_Claim] | None:
    """Plain lists, with the ties of each told in the sentence after it."""
    claims: list[_Claim] = []
    sentences = _split(marked, [style.end])
    for sentence, following in zip(sentences, [*sentences[1:], ""], strict=True):
        if sentence.startswith(style.tie_opening):
            continue
        block = _block(sentence, style)
        ties = _ties_of(following, style) if following.startswith(style.tie_opening) else []
        if block is None or ties is None:
            return None
        claims.append(_Claim(tuple(_grouped(block.held, ties)), block.first, block.last))
    return claims or None


def _block(sentence: str, style: RankListStyle) -> _Claim | None:
    for form in (style.lead_form, style.run_form, style.one_form):
        match = _pattern(form, style).fullmatch(sentence)
        if match is None:
            continue
        said = match.groupdict()
        first = _value(said.get("from") or said.get("rank") or "1")
        last = _value(said.get("to") or said.get("count") or said.get("rank") or "1")
        names = _split(match["names"], [style.run_joiner, style.run_last])
        return _Claim(tuple((n,) for n in names), first, last)
    return None


def _ties_of(sentence: str, style: RankListStyle) -> list[tuple[str, ...]] | None:
    ties = []
    for clause in sentence.removeprefix(style.tie_opening).split("，"):
        claim = _tie(clause, style)
        if claim is None:
            return None
        ties.append(claim.held[0])
    return ties


def _grouped(
    singles: Sequence[tuple[str, ...]], ties: Sequence[tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    of = {name: tie for tie in ties for name in tie}
    for (name,) in singles:
        tie = of.get(name, (name,))
        if tie[0] == name:
            yield tie


# -- from claims to places ------------------------------------------------------------------------


def _reading(claims: Sequence[_Claim], names: Sequence[str], style: RankListStyle) -> ListReading:
    name_of = names_by_mark(names)
    places: list[RankedPlace] = []
    faults: list[ListFault] = []
    rank = 1
    for claim in claims:
        if claim.first != rank:
            faults.append(_gap(claim.first, rank))
            rank = claim.first
        start, count = rank, 0
        for marks in claim.held:
            places.append(RankedPlace(rank, tuple(name_of.get(m, m) for m in marks)))
            count += len(marks)
            rank += 1 if style.ranks is RankStyle.DENSE else len(marks)
        if not _fills(claim, places[-1].rank, count, style):
            faults.append(_miscounted(claim, start, count))
            rank = claim.last + 1
    faults += _name_faults(places, names)
    return ListReading(tuple(places), tuple(faults))


def _fills(claim: _Claim, reached: int, count: int, style: RankListStyle) -> bool:
    # A block of shared first places is said to be as many places as it has names.
    covered = claim.first + count - 1
    by_names = style.ties is Ties.AFTER and style.ranks is not RankStyle.DENSE
    return claim.last == reached or (by_names and claim.last == covered)


def _name_faults(places: Sequence[RankedPlace], names: Sequence[str]) -> list[ListFault]:
    told = [name for place in places for name in place.names]
    faults = []
    twice = sorted({name for name in told if told.count(name) > 1})
    unknown = sorted(set(told) - set(names))
    if twice:
        listed = ", ".join(twice)
        faults.append(ListFault("name-twice", Text(f"重复: {listed}", f"named twice: {listed}")))
    if unknown:
        listed = ", ".join(unknown)
        faults.append(
            ListFault("unknown-name", Text(f"不在名单: {listed}", f"not a unit: {listed}"))
        )
    return faults


def _miscounted(claim: _Claim, start: int, count: int) -> ListFault:
    said = claim.last - claim.first + 1
    return ListFault(
        "places-and-names-differ",
        Text(
            f"第{start}名起列出 {count} 个名称，却称至第{claim.last}名（{said} 个位次）:"
            "有并列未注明，或名称有误",
            f"{count} names from place {start} are said to reach place {claim.last}"
            f" ({said} places): a tie is not shown, or a name is too many",
        ),
    )


def _gap(said: int, expected: int) -> ListFault:
    return ListFault(
        "place-skipped",
        Text(f"写为第{said}名，按前文应为第{expected}名", f"place {said} where {expected} follows"),
    )


def _not_in_style(style: RankListStyle) -> ListFault:
    return ListFault(
        "not-in-style",
        Text(f"不合 {style.style} 文体", f"not worded in the style {style.style}"),
    )


# -- forms as patterns ----------------------------------------------------------------------------


def _pattern(form: str, style: RankListStyle) -> re.Pattern[str]:
    joiners = {
        style.run_joiner, style.run_last, style.final_run_last, style.lead_joiner,
        style.lead_last, style.tie_joiner, style.tie_last, style.tie_mark,
    }  # fmt: skip
    between = "|".join(re.escape(j) for j in sorted(joiners - {""}))
    names = f"(?P<names>{MARK}(?:(?:{between}){MARK})*)"
    written = re.escape(form).replace(r"\{", "{").replace(r"\}", "}")
    written = written.replace("{names}", names)
    for number in ("rank", "from", "to", "count"):
        written = written.replace(f"{{{number}}}", f"(?P<{number}>{_NUMBER})")
    return re.compile(written)


def _value(words: str) -> int:
    return int(words) if words.isascii() else number_of_chinese(words)


def _split(text: str, separators: Sequence[str]) -> list[str]:
    pattern = "|".join(re.escape(s) for s in separators if s)
    return [part for part in re.split(pattern, text) if part]
