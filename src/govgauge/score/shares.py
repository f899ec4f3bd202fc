"""Two independent scores in one system (DM-17): what stages and tree count of the whole."""

from decimal import Decimal

from govgauge.model.system import IndicatorSystem, Shares
from govgauge.score.yaml_nodes import Mapping

_WHOLES = (Decimal(1), Decimal(10), Decimal(100))


def read_shares(root: Mapping) -> Shares | None:
    """``shares: {indicators: 70, tree: 30}``, adding to 1, 10 or 100; kept as parts of 1."""
    if root.raw("shares") is None:
        return None
    inner = root.inside("shares")
    parts = {name: inner.number(name) for name in ("indicators", "tree")}
    for name in parts:
        if name not in inner:
            inner.text(name)  # Complains that it is missing.
    inner.close()
    ours, theirs = (part or Decimal(0) for part in parts.values())
    whole = ours + theirs
    if whole not in _WHOLES or not ours or not theirs:
        inner.complain(
            "shares-do-not-add",
            f"indicators {ours} 与 tree {theirs} 合计应为 1 或 100，且都大于 0",
            f"indicators {ours} and tree {theirs} must add to 1 or 100, both above 0",
            "例如 {indicators: 70, tree: 30}",
            "for example {indicators: 70, tree: 30}",
        )
        return None
    return Shares(ours / whole, theirs / whole)


def check_shares(root: Mapping, system: IndicatorSystem) -> None:
    """Both ways of scoring need shares, and shares need both."""
    both = system.tree is not None and "indicators" in root
    if both and "shares" not in root:
        root.complain(
            "tree-and-indicators",
            "同时有 tree 和 indicators 时须写各占多少",
            "with both tree and indicators the file must say what each counts",
            "补上 shares: {indicators: 70, tree: 30}",
            "add shares: {indicators: 70, tree: 30}",
            "tree",
        )
    if "shares" in root and not both:
        root.complain(
            "shares-of-one",
            "shares 用于同时有 tree 和 indicators 的体系",
            "shares belong to a system with both tree and indicators",
            "补上另一部分，或删去 shares",
            "add the other part, or drop shares",
            "shares",
        )
