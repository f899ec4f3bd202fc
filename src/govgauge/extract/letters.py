"""Letters to the unit (信箱, 咨询, 投诉, 问政): dates, unit, question, reply, state.

Read from labels in the visible text (prose, definition lists and tables of label and value alike)
and from tables whose first row names the fields.  A letter needs a date or a text behind a label
that only letters have; nothing is read from words a whole site repeats.
"""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.extract.dates import find_date
from govgauge.extract.masking import mask_persons
from govgauge.model.reading import Letter, Link

_WRITTEN = "来信|写信|信件|留言|咨询|提问|投诉|反映|诉求"
_REPLIED = "答复|回复|回信"
_MEANINGS = (
    ("asked", rf"(?:{_WRITTEN}|提交)(?:时间|日期)"),
    ("taken", r"受理(?:时间|日期)"),
    ("answered", rf"(?:{_REPLIED}|办结|反馈)(?:时间|日期)"),
    ("unit", rf"(?:{_REPLIED}|承办|受理|办理|处理)(?:单位|部门|机构|机关)"),
    ("title", rf"(?:(?:{_WRITTEN})(?:标题|主题)|标题|主题)"),
    ("question", rf"(?:{_WRITTEN}|问题)(?:内容|正文|描述)|网友留言"),
    ("reply", rf"(?:(?:{_REPLIED})(?:内容|意见|正文|情况)?|(?:官方|部门)回复|(?:办理|处理)(?:结果|意见|情况))"),
    ("status", rf"(?:(?:{_WRITTEN}|办理|处理|受理|{_REPLIED}|当前)?状态)"),
    ("other", r"(?:来信|写信|留言|咨询|投诉|反映)人|姓名|网友|联系(?:电话|方式|人)|手机|邮箱|住址|地址"
              r"|(?:信件|留言|受理|查询)?编号|(?:信件|留言|诉求|咨询)(?:类型|类别|分类)|浏览(?:次数|量)|满意度(?:评价)?|来源"),
)  # fmt: skip
_FIELD = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _MEANINGS)
_LABEL = re.compile(rf"(?<![\u4e00-\u9fff])(?:{_FIELD})[ \u3000\u00a0]*[:：\]】]")
_BARE = re.compile(rf"(?:{_FIELD})[:：]?")
_MAY_BE = re.compile(
    rf"(?:{_WRITTEN}|提交|受理)(?:时间|日期|内容|正文)|网友留言|问题(?:内容|描述)|(?:{_REPLIED})(?:时间|日期|内容)"
)
# The second and third letter of every match above: found ten times as fast as the words.
_MIDDLE = re.compile("[信件言询问诉映求交理题复友][时日内正描留]")
_BLANKS = re.compile(r"[ \u3000\u00a0\t]+")
_DATES = ("asked", "taken", "answered")
_TEXTS = ("question", "reply")
_FIRST_FIELDS = ("asked", "title", "question")
_END = re.compile(
    "[（(【\\[]?(?:责任)?编辑[:：]|友情链接|电话[:：]|附件|打印|关闭|上一[篇条封]|下一[篇条封]|版权所有|主办[:：单]|承办[:：]|.{0,6}ICP备|扫一扫|手机扫"
    "|分享|相关(?:内容|链接|信件|阅读)|延伸阅读|返回|网站(?:地图|标识码)|【(?:打印|关闭)|热门|来源[:：]"
)
_FOOT = re.compile("ICP备|公网安备|备案|标识码|版权所有")
_SENTENCE = re.compile("[。！？；：，、,;!?:.]")
_SIGNED = re.compile(
    r".{2,30}(?:局|委|办|府|院|所|中心|厅|部|处|队|公司|会)$|.*(?:\d{4}年|[〇零一二三四五六七八九]{4}年).*日$"
)
_MAX_TEXT_CHARS = 2_000
_MAX_VALUE_CHARS = 80
_MAX_LETTERS = 200

_Fields = dict[str, str]


def read_letters(
    lines: Sequence[str], text: str, parser: LexborHTMLParser, links: Sequence[Link]
) -> tuple[Letter, ...]:
    """The letters of one page; ``text`` is its visible lines joined by line ends."""
    if not any(_MAY_BE.match(text, max(at.start() - 1, 0)) for at in _MIDDLE.finditer(text)):
        return ()
    found = list(_from_tables(parser))
    if not found:
        found = [
            letter for fields in _blocks(lines, links) if (letter := _letter(fields, "labels"))
        ]
    return tuple(found[:_MAX_LETTERS])


def _blocks(lines: Sequence[str], links: Sequence[Link]) -> Iterator[_Fields]:
    """The labelled fields of each letter in turn: a field that comes again begins another.

    The words of a link are no part of a text: what follows letters is mostly links.
    """
    anchors = {link.anchor for link in links}
    fields: _Fields = {}
    open_text = ""
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        parts = list(_parts(line))
        if not parts:
            if open_text and (line in anchors or not _adds(fields, open_text, line)):
                open_text = ""
            continue
        for at, (name, value) in enumerate(parts):
            last = at == len(parts) - 1
            below = lines[number] if last and number < len(lines) else ""
            if below and not value and name not in _TEXTS and not list(_parts(below)):
                value = below
                number += 1
            if name in fields and name in _FIRST_FIELDS and _is_letter(fields):
                yield fields
                fields = {}
            open_text = name if last and name in _TEXTS else ""
            fields.setdefault(name, value)
    yield fields


def _parts(line: str) -> Iterator[tuple[str, str]]:
    """Each label of a line with what stands behind it; a bare label alone on its line counts."""
    bare = _BARE.fullmatch(_BLANKS.sub("", line)) if len(line) <= 12 else None
    if bare:
        yield _name(bare), ""
        return
    matches = list(_LABEL.finditer(line))
    # A colon deep inside a sentence is the writer's own.
    if not matches or matches[0].start() > 12:
        return
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        name = _name(match)
        end = following.start() if following else len(line)
        yield name, line[match.end() : end].strip(" \u3000\u00a0|【】[]")
        if name in _TEXTS:
            return


def _name(match: re.Match[str]) -> str:
    return next(name for name, value in match.groupdict().items() if value)


def _adds(fields: _Fields, name: str, line: str) -> bool:
    """Whether a line goes on with a text; adds it there."""
    had = fields.get(name, "")
    ends = (
        _END.match(line)
        or _FOOT.search(line)
        or (had and not _SENTENCE.search(line) and not _SIGNED.match(line))
    )
    if ends or len(had) > _MAX_TEXT_CHARS:
        return False
    fields[name] = f"{had}\n{line}" if had else line
    return True


def _is_letter(fields: _Fields) -> bool:
    """A date of writing with any sign of an answer's place, or a question with its reply's."""
    asked = bool(find_date(fields.get("asked", "")))
    taken = bool(find_date(fields.get("taken", "")))
    answer = {"answered", "reply", "status", "unit"} & fields.keys()
    if asked:
        return bool(answer or "question" in fields)
    if taken:
        return bool({"answered", "reply"} & fields.keys())
    return "question" in fields and "reply" in fields


def _letter(fields: _Fields, form: str) -> Letter | None:
    if not _is_letter(fields):
        return None
    asked, taken = (find_date(fields.get(name, "")[:40]) for name in ("asked", "taken"))
    return Letter(
        title=_short(fields, "title"),
        asked=asked or taken,
        answered=find_date(fields.get("answered", "")[:40]),
        unit=_short(fields, "unit"),
        question=mask_persons(fields.get("question", ""))[:_MAX_TEXT_CHARS],
        reply=mask_persons(fields.get("reply", ""))[:_MAX_TEXT_CHARS],
        status=_short(fields, "status"),
        reply_place=bool({"reply", "answered"} & fields.keys()),
        form=form,
        confidence=1.0 if asked else 0.8 if taken else 0.6,
    )


def _short(fields: _Fields, name: str) -> str:
    return mask_persons(fields.get(name, ""))[:_MAX_VALUE_CHARS].strip()


def _from_tables(parser: LexborHTMLParser) -> Iterator[Letter]:
    """Letters of tables whose first row names the fields, one a row; cells stay in their column."""
    for table in parser.css("table"):
        if len(table.css("table")) > 1:  # The table itself is among them.
            continue
        rows = [_cells(row) for row in table.css("tr")]
        heads = [_heading(cell) for cell in rows[0]] if rows else []
        if len(rows) < 2 or len(heads) < 3 or not ({"asked", "taken"} & set(heads)):
            continue
        if sum(bool(head) for head in heads) < 3:
            continue
        for cells in rows[1:]:
            if len(cells) == len(heads):
                letter = _letter({h: c for h, c in zip(heads, cells, strict=True) if h}, "table")
                if letter:
                    yield letter


def _cells(row: LexborNode) -> list[str]:
    return [cell.text(separator=" ", strip=True) for cell in row.css("td, th")]


def _heading(cell: str) -> str:
    match = _BARE.fullmatch(_BLANKS.sub("", cell))
    return _name(match) if match else ""
