"""A YAML file as nodes that know their line; what keeps it from being read at all."""

from pathlib import Path

import yaml

from govgauge.model.failure import BadInput, Place, said_by_system
from govgauge.model.text import Text


def read_nodes(path: Path) -> yaml.Node:
    """The root node of a YAML file, or ``BadInput`` naming line and remedy."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        why = said_by_system(error)
        raise BadInput(
            "unreadable-file",
            Text(f"无法读取: {why.zh}", f"cannot be read: {why.en}"),
            Text("检查路径和权限", "check the path and its permissions"),
            Place.in_file(path),
        ) from error
    except UnicodeDecodeError as error:
        raise _bad(
            path, "bad-encoding", 1, "文件不是 UTF-8", "另存为 UTF-8 / save it as UTF-8"
        ) from error
    try:
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        said = error.problem or str(error)
        tab = "\t" in text.splitlines()[line - 1] if line <= text.count("\n") + 1 else False
        remedy = (
            "缩进用空格，不用制表符 / indent with blanks, not tabs"
            if tab
            else "检查该行 / look at this line"
        )
        raise _bad(path, "yaml-syntax", line, f"YAML 语法错误: {said}", remedy) from error
    except yaml.YAMLError as error:
        raise _bad(
            path, "yaml-syntax", 1, f"YAML 语法错误: {error}", "检查文件 / look at the file"
        ) from error
    if node is None:
        raise _bad(path, "empty-system", 1, "文件为空 / the file is empty", "参照 my-city 示例编写")
    return node


def _bad(path: Path, code: str, line: int, what: str, remedy: str) -> BadInput:
    return BadInput(code, Text(what, what), Text(remedy, remedy), Place.in_file(path, line))
