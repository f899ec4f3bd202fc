"""Interpretations that are their document over again; and those that quote it to explain it."""

from random import Random

from govgauge.modelcity.clauses import explanations
from govgauge.modelcity.family import Family
from govgauge.modelcity.site import PolicyPair, Site

_ID = "copied_interpretation"
_LINKS = ("一是", "二是", "三是", "主要内容：", "")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Copy the document's clauses into some interpretations by what is bad."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    pairs = list(site.policy_pairs)
    own.shuffle(pairs)
    faults = min(round(3 * bad), (len(pairs) + 1) // 2)
    for number, pair in enumerate(pairs):
        if number < faults:
            _copy(pair, own)
            site.plant(_ID, pair.interpretation_url, "fault", "the clauses over again")
        else:
            quoted = own.random() < 0.6 and _quote(pair, own)
            note = "quotes to explain" if quoted else "in words of its own"
            site.plant(_ID, pair.interpretation_url, "near_miss", note)


def _clauses(pair: PolicyPair) -> list[str]:
    return [text for text in pair.document.paragraphs if text.startswith("第")]


def _copy(pair: PolicyPair, own: Random) -> None:
    """Every clause, at times without its number, under an opening; nothing is explained."""
    said = [text.partition("　")[2] if own.random() < 0.5 else text for text in _clauses(pair)]
    pair.interpretation.paragraphs = [pair.interpretation.paragraphs[0], *said]


def _quote(pair: PolicyPair, own: Random) -> bool:
    """A third of the clauses, each with what it means."""
    chosen = _clauses(pair)
    chosen = own.sample(chosen, max(1, len(chosen) // 3))
    told = explanations(own, 9)
    quoted = [f"{own.choice(_LINKS)}{text.partition('　')[2]}" for text in chosen]
    pair.interpretation.paragraphs = [pair.interpretation.paragraphs[0], *quoted, *told]
    return True
