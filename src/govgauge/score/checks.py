"""What must hold of a system as a whole: codes, shared caps, giving way, points made up."""

from collections import Counter
from decimal import Decimal

from govgauge.model.failure import Place, Problem
from govgauge.model.system import Cap, Indicator, IndicatorSystem, MakeUp, Reduce, StageKind
from govgauge.model.text import Text
from govgauge.score.yaml_nodes import Complaints, Mapping


def check_whole(system: IndicatorSystem, root: Mapping, complaints: Complaints) -> None:
    """Note every mistake that shows only when all indicators are seen together."""
    checks = _Checks(system, complaints)
    checks.codes()
    checks.caps()
    checks.giving_way()
    if system.make_up is not MakeUp.NONE:
        checks.making_up(root)


class _Checks:
    def __init__(self, system: IndicatorSystem, complaints: Complaints) -> None:
        self._system = system
        self._complaints = complaints
        self._indicators = {i.code: i for i in system.indicators}
        self._caps = {c.code: c for c in system.caps}

    def _complain(self, at: Indicator | Cap, code: str, what: Text, remedy: Text) -> None:
        place = Place(file=str(self._complaints.path), line=at.line, field=at.code)
        self._complaints.problems.append(Problem(code, what, remedy, place))

    def codes(self) -> None:
        """Each code once, over indicators and caps."""
        everything: tuple[Indicator | Cap, ...] = (*self._system.indicators, *self._system.caps)
        counts = Counter(x.code for x in everything)
        for one in everything:
            if counts[one.code] > 1:
                self._complain(
                    one,
                    "duplicate-code",
                    Text(f"代码 {one.code} 重复", f"code {one.code} twice"),
                    Text("每个代码只用一次", "use each code once"),
                )

    def caps(self) -> None:
        """Caps have members of one stage, and nothing in them is larger than they are."""
        for indicator in self._system.indicators:
            if indicator.within and indicator.within not in self._caps:
                self._unknown(indicator, "unknown-cap", indicator.within, list(self._caps))
        for cap in self._system.caps:
            members = self._system.members(cap.code)
            if len({m.stage for m in members}) != 1:
                self._complain(
                    cap,
                    "cap-members",
                    Text(
                        f"{cap.code} 须有成员，且同属扣分或加分",
                        f"{cap.code} needs members, all of one stage",
                    ),
                    Text(f"在指标中写 within: {cap.code}", f"say within: {cap.code} in them"),
                )
            for member in members:
                each = None if member.reduce is Reduce.VALUE else member.per_instance
                larger = max(member.points or Decimal(0), each or Decimal(0))
                if larger > cap.points:
                    self._complain(
                        member,
                        "above-cap",
                        Text(
                            f"{larger} 分超过 {cap.code} 合计的 {cap.points} 分",
                            f"{larger} is more than the {cap.points} points of {cap.code}",
                        ),
                        Text("减小该分数或加大上限", "lower it or raise the cap"),
                    )

    def giving_way(self) -> None:
        """Codes given way to exist, do not turn back, and are named to the end of the chain."""
        for indicator in self._system.indicators:
            for code in indicator.unless_counted_under:
                if code not in self._indicators and code not in self._caps:
                    self._unknown(indicator, "unknown-code", code, list(self._indicators))
            ways = self._system.gives_way_to(indicator)
            for code in sorted(ways & self._indicators.keys()):
                self._gives_way(indicator, self._indicators[code], ways)

    def _gives_way(self, indicator: Indicator, other: Indicator, ways: frozenset[str]) -> None:
        further = self._system.gives_way_to(other)
        if indicator is other or indicator.code in further:
            self._complain(
                indicator,
                "circular-code",
                Text(f"与 {other.code} 互相引用", f"circular with {other.code}"),
                Text("只在一边写", "name it on one side only"),
            )
        elif further - ways:
            left = ", ".join(sorted(further - ways))
            self._complain(
                indicator,
                "broken-chain",
                Text(
                    f"{other.code} 又让位于 {left}，{indicator.code} 未写",
                    f"{other.code} itself gives way to {left}, which {indicator.code} leaves out",
                ),
                Text(f"补上 {left}", f"name {left} too"),
            )
        if other.bands:
            self._complain(
                indicator,
                "bands-give-way",
                Text(f"{other.code} 按档扣分，不能有指标让位于它", f"{other.code} has bands"),
                Text(f"删去 {other.code}", f"drop {other.code}: nothing gives way to bands"),
            )
        if other.reduce is Reduce.VALUE:
            self._complain(
                indicator,
                "value-gives-way",
                Text(f"{other.code} 按测量值计，没有地址", f"{other.code} has no addresses"),
                Text(f"删去 {other.code}", f"drop {other.code}"),
            )

    def _unknown(self, at: Indicator, code: str, name: str, there: list[str]) -> None:
        words = ", ".join(there) or "-"
        self._complain(
            at,
            code,
            Text(f"没有 {name}", f"there is no {name}"),
            Text(f"可用: {words}", f"there are: {words}"),
        )

    def making_up(self, root: Mapping) -> None:
        """Making up needs every deduct indicator's points, full marks in sum, and a rest."""
        way = self._system.make_up.value
        deducts = self._system.stage(StageKind.DEDUCT)
        for indicator in deducts:
            if self._system.cap_of(indicator) is None:
                self._complain(
                    indicator,
                    f"{way}-needs-points",
                    Text(
                        f"make_up: {way} 需要 {indicator.code} 的分值",
                        f"make_up: {way} needs the points of {indicator.code}",
                    ),
                    Text("补上 points: 或 within:", "add points: or within:"),
                )
        alone = sum((i.points or Decimal(0) for i in deducts if not i.within), Decimal(0))
        shared = {i.within for i in deducts if i.within}
        total = alone + sum((c.points for c in self._system.caps if c.code in shared), Decimal(0))
        if total != self._system.full_marks:
            root.complain(
                "points-do-not-sum",
                f"扣分指标合计 {total} 分，不是 {self._system.full_marks} 分",
                f"deduct indicators sum to {total}, not to {self._system.full_marks}",
                f"make_up: {way} 要求各指标分值之和等于 full_marks",
                f"with make_up: {way} their points must sum to full_marks",
                "make_up",
            )
        if not any(i.applies_to == "all" for i in deducts):
            root.complain(
                "nothing-left",
                "所有扣分指标都有适用条件，可能一项不剩",
                "every deduct indicator has a condition: none may be left",
                "至少一项写 applies_to: all",
                "let one apply to all",
                "make_up",
            )
