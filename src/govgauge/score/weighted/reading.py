"""A weighted tree from YAML; every mistake with its line."""

from collections.abc import Callable
from decimal import Decimal

from govgauge.model.system import (
    Combine,
    Grade,
    Measure,
    Node,
    Reduce,
)
from govgauge.score.weighted.scales import read_scale
from govgauge.score.yaml_nodes import Complaints, Mapping

ReadMeasures = Callable[[Mapping], tuple[Measure, ...]]


def read_tree(root: Mapping, complaints: Complaints, measures: ReadMeasures) -> Node | None:
    """The tree of a system; ``None`` when it has none.  Its root takes no weight."""
    reader = _Reader(complaints, measures)
    combine = reader.combine(root)
    if root.raw("tree") is None:
        return None
    children = tuple(root.each("tree", reader.node))
    reader.check_siblings(root, "tree", children)
    title = root.both("title")
    return Node("TOTAL", title, Decimal(1), Grade.A, children, combine)


class _Reader:
    def __init__(self, complaints: Complaints, measures: ReadMeasures) -> None:
        self._complaints = complaints
        self._measures = measures
        self._lines: dict[str, int] = {"TOTAL": 0}

    def combine(self, inner: Mapping) -> Combine:
        return inner.choice("combine", Combine, default=Combine.ARITHMETIC) or Combine.ARITHMETIC

    def node(self, inner: Mapping) -> Node:
        """One node with all below it."""
        code = inner.text("code")
        self._check_code(inner, code)
        children = tuple(inner.each("children", self.node))
        weight = self._weight(inner)
        node = Node(
            code=code,
            title=inner.both("title"),
            weight=weight,
            weight_grade=inner.choice("weight_grade", Grade, default=Grade.X) or Grade.X,
            children=children,
            combine=self.combine(inner),
            scale=read_scale(inner, self._complaints),
            measures=self._measures(inner),
            clause=inner.text("clause", required=False),
            grade=inner.choice("grade", Grade, default=Grade.X) or Grade.X,
            note=inner.both("note", required=False),
            line=inner.line,
            reduce=inner.choice("reduce", Reduce, default=Reduce.COUNT) or Reduce.COUNT,
        )
        self.check_siblings(inner, "children", children)
        self._check_shape(inner, node)
        inner.close()
        return node

    def _check_code(self, inner: Mapping, code: str) -> None:
        if code in self._lines:
            inner.complain(
                "duplicate-code",
                f"代码 {code} 已在第 {self._lines[code]} 行用过",
                f"code {code} stands already in line {self._lines[code]}",
                "每个节点用不同的代码",
                "give every node a code of its own",
                "code",
            )
        self._lines[code] = inner.line

    def _weight(self, inner: Mapping) -> Decimal:
        weight = inner.number("weight")
        if weight is not None:
            return weight
        if "weight" in inner:
            inner.complain(
                "unknown-weight",
                "权重未知时不能计分",
                "a weight that is not known cannot be scored with",
                "写上自定的权重，并注明 weight_grade: M",
                "write your own and say weight_grade: M",
                "weight",
            )
        else:
            inner.text("weight")
        return Decimal(0)

    def check_siblings(self, inner: Mapping, field: str, children: tuple[Node, ...]) -> None:
        """Siblings must have some weight among them."""
        if field in inner and not any(child.weight for child in children):
            inner.complain(
                "no-weight",
                f"{field} 下的权重合计为 0",
                f"the weights under {field} add to 0",
                "至少一项权重大于 0",
                "give at least one a weight above 0",
                field,
            )

    def _check_measures(self, inner: Mapping, node: Node) -> None:
        """Words and units below make a value alone; other measures add up."""
        several = len(node.measures) > 1
        alone = bool(node.scale.categories) or any(m.below is not None for m in node.measures)
        if several and alone:
            inner.complain(
                "measured-twice",
                f"{node.code} 用文字评分或取自下级单位，只能有一个 measure",
                f"{node.code} is rated in words or from units below: it takes one measure",
                "只留一个，或分成几个下级指标",
                "keep one, or make several indicators below it",
                "measures",
            )
        if node.scale.categories and any(m.detector for m in node.measures):
            inner.complain(
                "words-by-detector",
                "检测器给出数值，不能用 categories",
                "a detector gives numbers: categories do not fit",
                "改用 ladder 或 from、to",
                "use a ladder, or from and to",
                "scale",
            )
        if node.reduce is Reduce.VALUE and not any(m.detector for m in node.measures):
            inner.complain(
                "value-of-several",
                "reduce: value 需要一个检测器",
                "reduce: value needs a detector",
                "删去 reduce",
                "drop reduce",
                "reduce",
            )

    def _check_shape(self, inner: Mapping, node: Node) -> None:
        self._check_measures(inner, node)
        if node.children and (node.measures or "scale" in inner):
            inner.complain(
                "measures-on-a-parent",
                f"{node.code} 有下级，不能再写 measures 或 scale",
                f"{node.code} has children and takes no measures or scale",
                "写到最下级指标",
                "write them at the indicators below",
                "measures" if node.measures else "scale",
            )
        if not node.children and not node.measures:
            inner.complain(
                "nothing-measures-it",
                f"指标 {node.code} 没有写由什么衡量",
                f"nothing measures {node.code}",
                "在 measures 下写 detector、question 或 figure 之一",
                "name a detector, a question or a figure under measures",
            )
