"""The entries of the Atom feed (RFC 4287): the publication itself, and the ranking of each group."""

import hashlib
from collections.abc import Iterator

from attrs import frozen

from govgauge.model.text import Language
from govgauge.report.observatory.frame import list_file, observatory_words
from govgauge.report.observatory.lists import KINDS, Lists
from govgauge.report.publication import Publication


@frozen
class Entry:
    """One entry of the feed."""

    id: str
    title: str
    href: str
    summary: str


def feed_id(publication: Publication, *parts: str) -> str:
    """An id that stays while campaign, system and what it is about stay."""
    campaign = publication.results.campaign
    named = (campaign.name, publication.results.system.system_id, campaign.units_digest, *parts)
    digest = hashlib.sha256("\x1f".join(named).encode()).hexdigest()
    return f"urn:sha256:{digest}"


def feed_entries(publication: Publication, lists: Lists, language: Language) -> Iterator[Entry]:
    """The campaign with its results, then each group's ranking."""
    words, campaign = observatory_words(language), publication.results.campaign
    as_of = campaign.as_of.isoformat()
    said = {kind: words.get(f"result.{kind}", words["obs.held"]) for kind in KINDS}
    told = [f"{said[kind]} {lists.counts[kind]}" for kind in KINDS if lists.counts[kind]]
    title = f"{publication.results.system.title.in_(language)} · {campaign.name}"
    yield Entry(feed_id(publication, as_of), title, "index.html", ", ".join(told))
    for group in lists.groups:
        leaders = ", ".join(row.name for row in group.first)
        yield Entry(
            feed_id(publication, as_of, group.name),
            f"{words['nav.ranking']} · {group.name}",
            f"lists/{list_file(group.slug, 1)}",
            f"{words['word.units']} {len(group.rows)}. {leaders}".strip(),
        )
