"""Each document and each interpretation of a unit once, from all pages that show it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from govgauge.detect.policy.naming import document_keys, name_key, subject_keys
from govgauge.model.facts import PageFact, PolicyFact
from govgauge.model.finding import Evidence
from govgauge.model.kinds import PAGES, POLICIES, TARGETS, View, pages_shown
from govgauge.model.reading import PolicyRole
from govgauge.model.verdict import Reason


@frozen
class Shown:
    """One page that shows a document or an interpretation."""

    page: PageFact
    row: PolicyFact

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where it stands."""
        page = self.page
        return (Evidence(page.digest, page.url, page.title),) if page.digest else ()


@frozen
class Paper:
    """One document or interpretation with every page of the unit that shows it, by address."""

    pages: tuple[Shown, ...]

    @property
    def first(self) -> Shown:
        """The page it is spoken of by."""
        return self.pages[0]

    @property
    def title(self) -> str:
        """Its title as that page has it."""
        return self.first.page.title

    @property
    def number(self) -> str:
        """Its number, empty where no page shows one."""
        return next((shown.row.number for shown in self.pages if shown.row.number), "")

    @property
    def text_chars(self) -> int:
        """Characters of prose on the page that has most of it."""
        return max(shown.row.text_chars for shown in self.pages)

    @property
    def issuers(self) -> tuple[str, ...]:
        """Who issued it, as its particulars and its signature say, in this order."""
        told = ((s.row.issuer, s.page.issuer, s.row.signed_by) for s in self.pages)
        return tuple(dict.fromkeys(name for names in told for name in names if name))

    @property
    def addresses(self) -> frozenset[str]:
        """Where it stands."""
        return frozenset(a for s in self.pages for a in (s.page.url, s.page.final_url) if a)

    @property
    def keys(self) -> frozenset[str]:
        """By what a document may be named."""
        return document_keys(self.title)

    @property
    def subjects(self) -> frozenset[str]:
        """What an interpretation says it interprets."""
        return frozenset(key for s in self.pages for key in subject_keys(s.row.subject))


@frozen
class Papers:
    """All documents and interpretations that were seen, and the pages that were not, by reason."""

    documents: tuple[Paper, ...]
    interpretations: tuple[Paper, ...]
    missing: Counter[Reason]

    def pairs(self) -> Iterator[tuple[Paper, tuple[Paper, ...]]]:
        """Each interpretation with the documents of the unit it says it interprets, if any."""
        by_key = _by_key(self.documents)
        by_number = {d.number: d for d in self.documents if d.number}
        for interpretation in self.interpretations:
            found = {d.first.page.url: d for key in interpretation.subjects for d in by_key[key]}
            for shown in interpretation.pages:
                document = by_number.get(shown.row.subject_number)
                if document is not None:
                    found[document.first.page.url] = document
            yield interpretation, tuple(found[url] for url in sorted(found))


def read_papers(view: View) -> Papers:
    """The unit's documents and interpretations, each once, in a fixed order."""
    shown, missing = pages_shown(view[TARGETS], view[PAGES])
    pages = {page.seq: page for page in shown}
    rows = [Shown(pages[r.page_seq], r) for r in sorted(view[POLICIES]) if r.page_seq in pages]
    roles: dict[str, list[Shown]] = defaultdict(list)
    for row in rows:
        roles[row.row.role].append(row)
    return Papers(
        documents=_grouped(roles[PolicyRole.DOCUMENT]),
        interpretations=_grouped(roles[PolicyRole.INTERPRETATION]),
        missing=missing,
    )


def _grouped(rows: Sequence[Shown]) -> tuple[Paper, ...]:
    """Pages of one title and one number are one paper; a page without either is one by itself."""
    groups: dict[tuple[str, ...], list[Shown]] = defaultdict(list)
    for shown in sorted(rows, key=lambda s: (s.page.url, s.page.seq)):
        title = name_key(shown.page.title)
        key = (title, shown.row.number) if title else ("", shown.page.url)
        groups[key].append(shown)
    papers = (Paper(tuple(group)) for group in groups.values())
    return tuple(sorted(papers, key=lambda paper: paper.first.page.url))


def _by_key(documents: Iterable[Paper]) -> Mapping[str, list[Paper]]:
    found: dict[str, list[Paper]] = defaultdict(list)
    for document in documents:
        for key in document.keys:
            found[key].append(document)
    return found
