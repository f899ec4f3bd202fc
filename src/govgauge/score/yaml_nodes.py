"""YAML as nodes that know their line, so that every complaint can name it."""

import difflib
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from govgauge.model.failure import Place, Problem
from govgauge.model.text import Text

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class Complaints:
    """Every mistake found in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(
        self, code: str, node: yaml.Node | None, what: Text, remedy: Text, field: str = ""
    ) -> None:
        """Note one mistake at a node."""
        line = node.start_mark.line + 1 if node is not None else 1
        place = Place(file=str(self.path), line=line, field=field)
        self.problems.append(Problem(code, what, remedy, place))


class Mapping:
    """A YAML mapping whose keys are asked for one by one; what is left over is a mistake."""

    def __init__(self, node: yaml.Node | None, complaints: Complaints, where: str) -> None:
        self.node = node
        self._complaints = complaints
        self._where = where
        self._values: dict[str, yaml.Node] = {}
        self._asked: set[str] = set()
        if not isinstance(node, yaml.MappingNode):
            self.complain(
                "not-a-mapping",
                f"{where} 应为 键: 值 的形式",
                f"{where} must be a mapping of keys to values",
                "检查缩进",
                "look at the indentation",
            )
            return
        for key, value in node.value:
            name = str(key.value)
            if name in self._values:
                complaints.add(
                    "duplicate-key",
                    key,
                    Text(f"{where} 中 {name} 出现两次", f"{name} stands twice in {where}"),
                    Text("删去其中一个", "drop one of the two"),
                    name,
                )
            self._values[name] = value

    def complain(
        self, code: str, zh: str, en: str, zh_remedy: str, en_remedy: str, field: str = ""
    ) -> None:
        """Note a mistake at a field of this mapping, or at the mapping itself."""
        node = self._values.get(field, self.node)
        self._complaints.add(code, node, Text(zh, en), Text(zh_remedy, en_remedy), field)

    @property
    def line(self) -> int:
        """The line this mapping begins on."""
        return self.node.start_mark.line + 1 if self.node is not None else 0

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def names(self) -> Iterable[str]:
        """Every key."""
        return self._values.keys()

    def raw(self, name: str) -> yaml.Node | None:
        """A value as its node."""
        self._asked.add(name)
        return self._values.get(name)

    def close(self) -> None:
        """Complain about keys nobody asked for, with the nearest one that exists."""
        for name in self._values:
            if name not in self._asked:
                near = difflib.get_close_matches(name, self._asked, n=1)
                hint = near[0] if near else ", ".join(sorted(self._asked))
                self.complain(
                    "unknown-key",
                    f"{self._where} 中没有 {name} 这个键",
                    f"{self._where} has no key {name}",
                    f"是否要写 {hint}？",
                    f"did you mean {hint}?",
                    name,
                )

    def text(self, name: str, *, required: bool = True, default: str = "") -> str:
        """A plain text."""
        node = self.raw(name)
        if node is None:
            if required:
                self._missing(name)
            return default
        if not isinstance(node, yaml.ScalarNode):
            self.complain(
                "not-a-text",
                f"{name} 应为文字",
                f"{name} must be a text",
                "写成一行",
                "one line",
                name,
            )
            return default
        return str(node.value).strip()

    def both(self, name: str, *, required: bool = True) -> Text:
        """A text in both languages: ``{zh: …, en: …}``."""
        node = self.raw(name)
        if node is None:
            if required:
                self._missing(name)
            return Text("", "")
        inner = Mapping(node, self._complaints, name)
        value = Text(inner.text("zh"), inner.text("en"))
        inner.close()
        return value

    def number(self, name: str, *, least: Decimal | None = Decimal(0)) -> Decimal | None:
        """A decimal number as written; ``None`` when absent or written as null or X."""
        node = self.raw(name)
        if node is None:
            return None
        written = str(node.value).strip() if isinstance(node, yaml.ScalarNode) else "?"
        if written.lower() in ("", "null", "~", "x"):
            return None
        try:
            value = Decimal(written)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            self.complain(
                "not-a-number",
                f"{name} 不是数字: {written}",
                f"{name} is not a number: {written}",
                "写成 5 或 0.1",
                "write 5 or 0.1",
                name,
            )
            return None
        if least is not None and value < least:
            self.complain(
                "negative-number",
                f"{name} 不能小于 {least}",
                f"{name} must not be below {least}",
                "扣分也写成正数",
                "write deductions as positive numbers",
                name,
            )
            return None
        return value

    def choice(self, name: str, kinds: type[E], *, default: E | None = None) -> E | None:
        """One word of a closed list."""
        if name not in self._values and default is not None:
            self._asked.add(name)
            return default
        written = self.text(name)
        try:
            return kinds(written)
        except ValueError:
            words = ", ".join(kinds)
            if name in self._values:
                self.complain(
                    f"unknown-{name.replace('_', '-')}",
                    f"{name} 不能是 {written}",
                    f"{name} cannot be {written}",
                    f"可用: {words}",
                    f"one of: {words}",
                    name,
                )
            return default

    def word(self, name: str, words: tuple[str, ...]) -> str:
        """One of the given words; the first where the key is left out."""
        written = self.text(name, required=False, default=words[0])
        if written in words:
            return written
        there = ", ".join(words)
        self.complain(
            f"unknown-{name.replace('_', '-')}",
            f"{name} 不能是 {written}",
            f"{name} cannot be {written}",
            f"可用: {there}",
            f"one of: {there}",
            name,
        )
        return words[0]

    def may_have(self, name: str) -> None:
        """A key that is read only where it stands."""
        self._asked.add(name)

    def sequence(self, name: str, *, required: bool = False) -> Sequence[yaml.Node]:
        """The nodes of a list."""
        node = self.raw(name)
        if node is None:
            if required:
                self._missing(name)
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self.complain(
                "not-a-list",
                f"{name} 应为列表",
                f"{name} must be a list",
                "每项以 - 开头",
                "begin items with -",
                name,
            )
            return ()
        items: Sequence[yaml.Node] = node.value
        return items

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of plain texts; a single one may stand alone."""
        node = self.raw(name)
        if isinstance(node, yaml.ScalarNode):
            return (str(node.value),)
        return tuple(str(n.value) for n in self.sequence(name))

    def each(self, name: str, read: Callable[["Mapping"], T], *, required: bool = False) -> list[T]:
        """A list of mappings, each read by a function."""
        return [
            read(Mapping(node, self._complaints, name.rstrip("s")))
            for node in self.sequence(name, required=required)
        ]

    def values(self, name: str) -> dict[str, Any]:
        """A mapping of plain values (parameters of a detector)."""
        node = self.raw(name)
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.complain(
                "not-a-mapping",
                f"{name} 应为 键: 值",
                f"{name} must be a mapping",
                "检查缩进",
                "look at it",
                name,
            )
            return {}
        loader = yaml.SafeLoader("")
        return {str(k): v for k, v in loader.construct_mapping(node, deep=True).items()}

    def inside(self, name: str) -> "Mapping":
        """The mapping under a key."""
        return Mapping(self.raw(name), self._complaints, name)

    def _missing(self, name: str) -> None:
        self.complain(
            "missing-key",
            f"{self._where} 缺少 {name}",
            f"{self._where} lacks {name}",
            f"补上 {name}:",
            f"add {name}:",
        )
