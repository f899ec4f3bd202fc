"""Whether the pages of two papers link to each other, and whether their scripts might."""

import re
from collections import defaultdict
from collections.abc import Iterable

from attrs import frozen

from govgauge.detect.policy.naming import document_keys, name_key
from govgauge.detect.policy.papers import Paper, Shown
from govgauge.model.facts import LinkFact, PageKind
from govgauge.model.kinds import PAGES, POLICY_LINKS, TARGETS, View

_TO_INTERPRETATION = re.compile(r"解读|图解|一图[读看]懂|图读|问答|答记者问|起草说明|编制说明")
_TO_DOCUMENT = re.compile(
    r"(?:政策|文件|查看|阅读)原文|^\W*原文|文件(?:全文|正文|链接)|(?:政策|相关|查看|解读)文件|政策链接"
)
_NAMED = re.compile(r"《([^《》]{4,})》")
_NO_PAPER = frozenset({PageKind.HOME.value, PageKind.LIST.value, PageKind.OTHER.value})


@frozen
class Linking:
    """The links of all papers; ``scripted`` are pages whose scripts may write links of a sort.

    A page's scripts are cleared where a page with the same scripts shows such a link as it is.
    """

    links: dict[int, list[LinkFact]]
    ends: dict[str, str]
    kinds: dict[str, str]

    def to_document(self, interpretation: Paper, document: Paper) -> bool:
        """A page of the interpretation leads to the document, or says that it does."""
        return any(
            self._leads(link, document.addresses)
            or (bool(_TO_DOCUMENT.search(link.anchor)) and self._may_be_paper(link))
            or bool(document_keys(link.anchor) & (document.keys | interpretation.subjects))
            for link in self._of(interpretation)
        )

    def to_interpretation(self, document: Paper, interpretation: Paper) -> bool:
        """A page of the document leads to the interpretation, or to one of it elsewhere."""
        return any(
            self._leads(link, interpretation.addresses) or self._interprets(link, document)
            for link in self._of(document)
        )

    def is_interpreted(self, document: Paper) -> bool:
        """A page of the document leads to an interpretation of it, wherever that stands."""
        return any(self._interprets(link, document) for link in self._of(document))

    def _interprets(self, link: LinkFact, document: Paper) -> bool:
        if not _TO_INTERPRETATION.search(link.anchor):
            return False
        named = [name_key(name) for name in _NAMED.findall(link.anchor)]
        return any(key in document.keys for key in named) if named else self._may_be_paper(link)

    def _leads(self, link: LinkFact, addresses: Iterable[str]) -> bool:
        return link.target in addresses or self.ends.get(link.target, "") in addresses

    def _may_be_paper(self, link: LinkFact) -> bool:
        """False for a link to a list, the home page or any other page that is no article."""
        end = self.ends.get(link.target, link.target)
        return self.kinds.get(end, "") not in _NO_PAPER

    def _of(self, paper: Paper) -> Iterable[LinkFact]:
        return (link for shown in paper.pages for link in self.links.get(shown.page.seq, ()))


def read_linking(view: View) -> Linking:
    """The links of the unit's papers, redirects and equal addresses followed."""
    links: dict[int, list[LinkFact]] = defaultdict(list)
    for link in view[POLICY_LINKS]:
        if link.element in ("a", "area"):
            links[link.page_seq].append(link)
    wanted = {link.target for rows in links.values() for link in rows}
    ends = {t.target: t.final_url for t in view[TARGETS] if t.target in wanted and t.final_url}
    kinds = {page.url: page.kind for page in view[PAGES]}
    return Linking(dict(links), ends, kinds)


def is_scripted(paper: Paper, cleared: frozenset[str]) -> bool:
    """Scripts of a page may write what its plain text lacks, and no like page shows it plainly."""
    return any(_may_write(shown, cleared) for shown in paper.pages)


def _may_write(shown: Shown, cleared: frozenset[str]) -> bool:
    return bool(shown.page.loader) and shown.page.loader not in cleared


def loaders(papers: Iterable[Paper]) -> frozenset[str]:
    """The scripts of these papers' pages."""
    return frozenset(s.page.loader for paper in papers for s in paper.pages if s.page.loader)
