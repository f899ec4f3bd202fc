"""What stands behind an outside address: a government office's own front page, or something else."""

import re
from collections.abc import Iterable, Mapping

from attrs import frozen

from govgauge.model.facts import OutsidePageFact, TargetFact
from govgauge.model.outcome import Outcome
from govgauge.model.relay import is_government_front
from govgauge.model.verdict import Reason

_PARTS = re.compile(r"[\s\-_|｜—–·>]+")
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:局|委员会|委|厅|办公室|部|署|院|政府)(?:门户)?(?:网站?|官网|官方网站)?"
)
_FUNCTION = re.compile(
    r"政务服务|服务网|服务平台|大厅|交易|信用|系统|开放|热线|招聘|查询|信箱|公示|博物院|医院|法院|学院|研究院|一网通"
)


@frozen
class Outside:
    """The outside addresses of a unit: where each leads, and what was shown there."""

    targets: Mapping[str, TargetFact]
    pages: Mapping[str, OutsidePageFact]

    def end_of(self, address: str) -> TargetFact | None:
        """What became of an address, ``None`` where it was never asked for or not delivered."""
        target = self.targets.get(address)
        if target is None or target.outcome != Outcome.OK or target.status != 200:
            return None
        return target

    def page_of(self, address: str) -> OutsidePageFact | None:
        """What is shown there; ``None`` where nothing was."""
        target = self.end_of(address)
        page = self.pages.get(target.final_url) if target is not None else None
        return page if page is not None and page.title else None


def outside_of(targets: Iterable[TargetFact], pages: Iterable[OutsidePageFact]) -> Outside:
    """The unit's outside addresses by the address as linked, pages by where they end."""
    return Outside({t.target: t for t in targets}, {page.url: page for page in pages})


def why_unseen(target: TargetFact | None) -> Reason:
    """Why it is not known what stands at an outside address."""
    if target is None or not target.outcome:
        return Reason(target.reason or Reason.NOT_CHECKED) if target else Reason.NOT_CHECKED
    return Reason.of(Outcome(target.outcome), target.status)


def is_office(title: str) -> bool:
    """Whether a title names a government office (财政局, 人民政府 …) and no platform of its own kind."""
    parts = [part for part in _PARTS.split(title) if part]
    if any(_FUNCTION.search(part) for part in parts):
        return False
    return any(_OFFICE.fullmatch(part) for part in parts)


def leads_to_office(outside: Outside, address: str) -> bool | None:
    """Whether an address ends at an office's front page; ``None`` where that was not seen."""
    target, page = outside.end_of(address), outside.page_of(address)
    if target is None or page is None:
        return None
    return is_government_front(target.final_url) and is_office(page.title)
