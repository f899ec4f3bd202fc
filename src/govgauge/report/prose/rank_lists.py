"""Ranks in words, in the form an office prints them."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import frozen

from govgauge.model.system import RankStyle
from govgauge.report.prose.numerals import chinese_count, chinese_number
from govgauge.report.prose.style import Lead, Numerals, RankListStyle, Ties


@frozen
class RankedPlace:
    """One place and everyone who holds it, in listing order."""

    rank: int
    names: tuple[str, ...]

    @property
    def tied(self) -> bool:
        """True when several hold it."""
        return len(self.names) > 1


def places_of(rows: Iterable[tuple[str, int]]) -> list[RankedPlace]:
    """Places from (name, rank) in listing order; equal ranks share one."""
    ordered = sorted(rows, key=lambda row: row[1])
    return [
        RankedPlace(rank, tuple(name for name, _ in group))
        for rank, group in groupby(ordered, key=lambda row: row[1])
    ]


def first_places(places: Sequence[RankedPlace], count: int) -> list[RankedPlace]:
    """The places up to a rank; a tie is never cut."""
    return [place for place in places if place.rank <= count]


def rank_list(places: Sequence[RankedPlace], style: RankListStyle) -> str:
    """The sentence or sentences of one group; the style's word for nobody when it is empty."""
    if not places:
        return style.empty + style.end
    if style.ties is Ties.AFTER:
        return _blocks(places, style)
    lead = _lead(places, style)
    rest = list(places[len(lead) :])
    clauses: list[str] = []
    if style.ties is Ties.APART:
        while rest and rest[0].tied:
            clauses.append(_tie(rest.pop(0), style))
    runs = _runs(rest, style.cuts)
    clauses += [_run(run, style, final=run is runs[-1]) for run in runs]
    return _joined(_lead_words(lead, style), clauses, style)


def _joined(lead: str, clauses: Sequence[str], style: RankListStyle) -> str:
    body = style.between.join(clauses)
    return style.after_lead.join(part for part in (lead, body) if part) + style.end


def _lead(places: Sequence[RankedPlace], style: RankListStyle) -> list[RankedPlace]:
    """The first places: all of them one by one, or the untied ones at the head together."""
    lead: list[RankedPlace] = []
    for place in places:
        untied = style.lead is Lead.EACH or not place.tied
        if place.rank > style.lead_places or not untied:
            break
        lead.append(place)
    return lead


def _lead_words(lead: Sequence[RankedPlace], style: RankListStyle) -> str:
    if not lead:
        return ""
    if style.lead is Lead.EACH:
        return style.lead_joiner.join(
            style.lead_form.format(rank=_number(p.rank, style.numerals), names=_held_by(p, style))
            for p in lead
        )
    names = _list([_held_by(p, style) for p in lead], style.lead_joiner, style.lead_last)
    if len(lead) == 1:
        return style.one_form.format(names=names, rank=_number(lead[0].rank, style.numerals))
    return style.lead_form.format(names=names, count=_count(len(lead), style.numerals))


def _runs(places: Sequence[RankedPlace], cuts: Sequence[int]) -> list[list[RankedPlace]]:
    """Places cut after each of the ranks; a place lies where its rank does."""
    return [
        list(run) for _, run in groupby(places, key=lambda p: sum(p.rank > cut for cut in cuts))
    ]


def _run(run: Sequence[RankedPlace], style: RankListStyle, *, final: bool) -> str:
    if len(run) == 1 and run[0].tied and style.ties is Ties.APART:
        return _tie(run[0], style)
    last = style.final_run_last if final else style.run_last
    names = _list([_held_by(p, style) for p in run], style.run_joiner, last)
    if len(run) == 1:
        return style.one_form.format(names=names, rank=_number(run[0].rank, style.numerals))
    first, end = run[0].rank, run[-1].rank
    return style.run_form.format(
        names=names, **{"from": _number(first, style.numerals), "to": _number(end, style.numerals)}
    )


def _tie(place: RankedPlace, style: RankListStyle) -> str:
    names = _list(place.names, style.tie_joiner, style.tie_last)
    return style.tie_form.format(names=names, rank=_number(place.rank, style.tie_numerals))


def _held_by(place: RankedPlace, style: RankListStyle) -> str:
    return style.tie_mark.join(place.names)


# -- blocks with the ties told after them ---------------------------------------------------------


def _blocks(places: Sequence[RankedPlace], style: RankListStyle) -> str:
    lead = [p for p in places if p.rank <= style.lead_places]
    blocks = [lead] if lead else []
    blocks += _runs(places[len(lead) :], style.cuts)
    sentences: list[str] = []
    for block in blocks:
        sentences.append(_block(block, style, leading=block is lead))
        ties = [_tie(place, style) for place in block if place.tied]
        if ties:
            sentences.append(style.tie_opening + "，".join(ties))
    return "".join(sentence + style.end for sentence in sentences)


def _block(block: Sequence[RankedPlace], style: RankListStyle, *, leading: bool) -> str:
    names = _list([n for p in block for n in p.names], style.run_joiner, style.run_last)
    if len(block) == 1:
        return style.one_form.format(names=names, rank=_number(block[0].rank, style.numerals))
    if leading:
        count = _count(_places_covered(block, style), style.numerals)
        return style.lead_form.format(names=names, count=count)
    return style.run_form.format(
        names=names,
        **{
            "from": _number(block[0].rank, style.numerals),
            "to": _number(block[-1].rank, style.numerals),
        },
    )


def _places_covered(block: Sequence[RankedPlace], style: RankListStyle) -> int:
    if style.ranks is RankStyle.DENSE:
        return block[-1].rank
    return sum(len(place.names) for place in block)


# -- lists and numbers ----------------------------------------------------------------------------


def _list(names: Sequence[str], joiner: str, last: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return joiner.join(names[:-1]) + last + names[-1]


def _number(number: int, numerals: Numerals) -> str:
    return chinese_number(number) if numerals is Numerals.CHINESE else str(number)


def _count(number: int, numerals: Numerals) -> str:
    return chinese_count(number) if numerals is Numerals.CHINESE else str(number)
