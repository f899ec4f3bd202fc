"""Signs of identity in a page's visible text: site code, ICP and police numbers, organiser.

Values come as they are written; what cannot be read near its word is written with an empty value,
so that nobody takes it for missing.
"""

import re
import unicodedata
from collections.abc import Iterator

from govgauge.extract.contacts import read_contacts
from govgauge.extract.invisible import as_seen

Sign = tuple[str, str, str]

_GAP = r"[\s\u3000\xa0]"
_CODE_WORD = "标识码"
_CODE = re.compile(
    rf"(?:{_GAP}|[:：为是（(【\[〔「“\"'|])*([A-Za-zＡ-Ｚａ-ｚ]{{0,2}}[\d０-９]+(?:[ \u3000\xa0\n][\d０-９]+)*)"
)
_LETTERS_OR_DIGITS = re.compile("[A-Za-zＡ-Ｚａ-ｚ０-９\\d]")
_DASHED = re.compile("[-－—][A-Za-z0-9０-９]")
_WELL_FORMED = re.compile("[1-8][0-9]{9}|bm[0-9]{8}|[a-z][0-9]{9}", re.IGNORECASE)
_CODE_CHARS = 10
_MIN_CODE_CHARS = 7
_WINDOW = 80

# The short names of provinces as these numbers use them.
_PROVINCES = "京津沪渝冀豫云滇辽黑湘皖鲁新苏浙赣鄂桂甘陇晋蒙陕秦吉闽贵黔粤青藏川蜀宁琼"
_PROVINCE_BEFORE = re.compile(rf"[（(\[【〔]?[{_PROVINCES}][）)\]】〕]?[ \u3000\xa0]?$")
_ICP_WORDS = ("ICP", "icp", "Icp", "ＩＣＰ")
_ICP = re.compile(
    rf"[IiＩ][CcＣ][PpＰ]{_GAP}?[备证](?P<word>案?{_GAP}?(?:证书|[编序])?号?{_GAP}?[:：]?){_GAP}?"
    rf"(?P<province>[{_PROVINCES}])?(?P<number>\d{{3,}}{_GAP}?号?(?:{_GAP}?[-－—]{_GAP}?\d{{1,3}})?)"
)
_RECORD = re.compile(
    rf"备案(?:[编序]?号){_GAP}*[:：]?{_GAP}*(?P<province>[{_PROVINCES}])(?P<number>\d{{6,}}{_GAP}?号?)"
)
_POLICE_WORD = re.compile("[公网]安|网警")
POLICE = re.compile(
    rf"(?:公(?:网安|安网|安联网|安机关|安部|安)|网安|网警)(?:网站|网络|互联网|联网)?备案?(?:[编序]?号)?码?"
    rf"(?:{_GAP}|[:：（(\[【第])*(?P<digits>\d{{2,}}(?:[ \u3000\xa0\n\-－]{{1,3}}\d+)*)"
    rf"(?P<end>(?:-\d{{1,6}})?{_GAP}?号?(?:{_GAP}?[-－]{_GAP}?\d{{1,6}})?)"
)
_POLICE_DIGITS = 14
_BLANKS = re.compile(r"[\s\u3000\xa0\-－]+")
_APART = re.compile(r"[\n\-－]")
_NEAR_POLICE = re.compile(
    r"(?:备案|公安|网安|网警)[^\d]{0,30}(?:\d{1,12}[\s\-－]{1,3}){0,4}\d{1,14}(?!\d)"
)
_IN = r"[ \u3000\xa0]{0,4}"  # Blanks inside a word are typesetting.
_HOST = re.compile(rf"主{_IN}办")
_ORGANISER = re.compile(
    rf"主{_IN}办{_IN}(?:[、/／和及]?{_IN}(?:承{_IN}办|主{_IN}管|管{_IN}理))?{_IN}"
    rf"(?:(?:单{_IN}位|机{_IN}关|部{_IN}门|方)?[\s\u3000]*[:：][\s\u3000]*([^\s|\u3000©]{{2,40}})"
    rf"|单{_IN}位[\s\u3000]+([\u4e00-\u9fa5]{{3,40}}))"
)
_ORGANISER_BEFORE = re.compile(
    r"(?:^|[^\u4e00-\u9fa5])(?:(?:本?网站|本站|本网)?由)?([\u4e00-\u9fa5]{3,40})\s{0,2}$"
)
_ORGANISER_ENDS = re.compile(r"主办(?=[\s|\u3000，,。;；]|承办|$)", re.MULTILINE)
_HOLDER = r"[\u4e00-\u9fa5（）()]{4,40}"
_HOLDER_BEFORE = re.compile(rf"({_HOLDER}){_GAP}*$")
_HOLDER_AFTER = re.compile(rf"(?:{_GAP}|[:：©])*({_HOLDER})")
_COPYRIGHT_WORDS = (("opyright", 2), ("OPYRIGHT", 2), ("©", 0), ("版权", 0))
_COPYRIGHT = re.compile(r"[Cc]?(?:opyright|OPYRIGHT)|©|版权(?:归|\s*[:：])")
# Years, addresses and English words may stand between the sign and the name.
# What stands behind a label, or on another line, is somebody else (技术支持：…).
_COPYRIGHT_BEFORE = re.compile(rf"(?:^|[^:：\u4e00-\u9fa5（）()])({_HOLDER})[ \t\u3000\xa0]*\Z")
_YEARS = r"[ -~\t\u3000\xa0©–—－：，]{0,60}?"
_COPYRIGHT_AFTER = re.compile(rf"{_YEARS}\n?{_YEARS}({_HOLDER})")
_IS_HOLDER = re.compile(
    "政府|委员会|[委局厅院部署处]$|办公|中心|法院|检察院|人大|政协|街道|[镇乡县市区网]$|公司|大学|协会|集团"
)
_NO_HOLDER = re.compile(
    "未经|保留|转载|备案|标识码|主办|承办|所有|技术支持|联系|[找纠挑]错|党政机关|标识|导航|地图"
)
_MAX_PER_SIGN = 4


def read_identity(text: str, label: str | None, is_home: bool = False) -> tuple[Sign, ...]:
    """Each sign as (sign, value, place); ``label`` is the SiteIDCode label, ``None`` without one.

    A contact is read on the home page only: numbers in an article may be somebody's own.
    """
    signs: list[Sign] = []
    if is_home:  # Only the home page's signs are judged, and its text is worth the look.
        text, label = as_seen(text), None if label is None else as_seen(label)
    if label is not None:
        signs.append(("site_code", label.strip(), "meta"))
    codes = _first(_site_codes(text))
    others = [
        *(("icp_number", value, "foot") for value in _first(_icp_numbers(text))),
        *(("police_number", value, place) for value, place in _police(text, is_home)),
        *(("organiser", value, "foot") for value in _first(_organisers(text))),
    ]
    read = [value for value in codes if value]
    # Where no other sign shows that this is the foot, the bare word may stand in a headline.
    unread = [""] if codes and not read and (others or _is_label(text)) else []
    signs += [("site_code", value, "foot") for value in read or unread]
    signs += others
    signs += (("copyright", value, "foot") for value in _first(_holders(text)))
    if is_home:
        signs += read_contacts(text)
    return tuple(dict.fromkeys(signs))


def _first(values: Iterator[str]) -> list[str]:
    return [value for value, _ in zip(values, range(_MAX_PER_SIGN), strict=False)]


def places(text: str, word: str, rarest: int = 0) -> Iterator[int]:
    """Where a word stands; ``rarest`` is the place of its rarest letter, which is looked for.

    Python finds one letter in a tenth of the time it takes to find a word of two.
    """
    letter = word[rarest]
    at = text.find(letter)
    while at >= 0:
        if at >= rarest and text.startswith(word, at - rarest):
            yield at - rarest
        at = text.find(letter, at + 1)


# -- site code -----------------------------------------------------------------------------------------


def _site_codes(text: str) -> Iterator[str]:
    """The value behind each word 标识码, empty where none can be read there."""
    for at in places(text, _CODE_WORD, rarest=2):
        start = at + len(_CODE_WORD)
        match = _CODE.match(text, start, start + _WINDOW)
        yield _site_code(match, text) if match else ""


def _site_code(match: re.Match[str], text: str) -> str:
    """Ten well-formed characters that end at a blank or sign, else the first group as written."""
    groups = unicodedata.normalize("NFKC", match[1]).split()
    joined = ""
    for group in groups:
        joined += group
        if len(joined) >= _CODE_CHARS:
            break
    following = text[match.end() : match.end() + 2]
    last = "".join(groups) == joined
    goes_on = last and bool(_LETTERS_OR_DIGITS.match(following))
    if len(joined) == _CODE_CHARS and _WELL_FORMED.fullmatch(joined) and not goes_on:
        return joined
    if len(groups) == 1 and (goes_on or _DASHED.match(following)):
        return ""
    return groups[0] if len(groups[0]) >= _MIN_CODE_CHARS else ""


def _is_label(text: str) -> bool:
    """Whether 标识码 stands as the label of a value, not within a sentence or headline."""
    return bool(re.search(rf"{_CODE_WORD}{_GAP}*(?:[:：（(【\[A-Za-z\d]|$|\n)", text))


# -- numbers -------------------------------------------------------------------------------------------


def _icp_numbers(text: str) -> Iterator[str]:
    for word in _ICP_WORDS:
        for at in places(text, word, rarest=2):
            match = _ICP.match(text, at, at + _WINDOW)
            if match is None:
                continue
            if match["province"]:
                yield f"{match['province']}ICP备{match['number'].strip()}"
            else:
                yield _with_province(text, at, match[0])
    for at in places(text, "备案"):
        match = _RECORD.match(text, at)
        if match and not text[:at].rstrip().lower().endswith("icp"):
            yield f"{match['province']}ICP备{match['number'].strip()}"


def _police(text: str, is_home: bool) -> list[tuple[str, str]]:
    """Each number with its place: ``unclear`` for fourteen digits that only stand near a word."""
    read = _first(police_numbers(text))
    if any(_is_whole(value) for value in read) or not is_home:
        return [(value, "foot") for value in read]
    near = [" ".join(match[0].split()) for match in _NEAR_POLICE.finditer(text)]
    near = [value for value in near if _is_whole(value)]
    return [(value, "foot") for value in read] + [(value, "unclear") for value in near[:1]]


def _is_whole(value: str) -> bool:
    return any(len(d) == _POLICE_DIGITS for d in re.findall(r"\d+", _BLANKS.sub("", value)))


def police_numbers(text: str) -> Iterator[str]:
    """The police number at each match of :data:`POLICE`."""
    # No more than seven letters of its words stand before 备: most pages are told by that letter.
    if not any(_POLICE_WORD.search(text, max(at - 7, 0), at) for at in places(text, "备")):
        return
    for match in POLICE.finditer(text):
        words = text[match.start() : match.start("digits")]
        digits = _BLANKS.split(match["digits"])
        whole = ""
        for count, group in enumerate(digits, 1):
            whole += group
            if len(whole) == _POLICE_DIGITS and count > 1:
                plain = count == len(digits) and not _APART.search(match["digits"])
                yield _with_province(text, match.start(), match[0] if plain else words + whole)
                break
        else:
            # What follows behind a blank is another number, unless all make up fourteen.
            ends = " \u3000\xa0\n" if len(digits[0]) < len(match["digits"]) else ""
            blank = ends and match["digits"][len(digits[0])] in ends
            value = words + digits[0] if blank else match[0]
            yield _with_province(text, match.start(), value)


def _with_province(text: str, at: int, value: str) -> str:
    """A number with the short name of the province that stands before it."""
    before = _PROVINCE_BEFORE.search(text[max(at - 7, 0) : at])
    return " ".join(((before[0] if before else "") + value).split())


# -- organiser, contact --------------------------------------------------------------------------------


def _organisers(text: str) -> Iterator[str]:
    for word in _HOST.finditer(text):
        at = word.start()
        match = _ORGANISER.match(text, at)
        if match:
            yield (match[1] or match[2]).strip(" \u3000\n")
        elif _ORGANISER_ENDS.match(text, at):
            before = _ORGANISER_BEFORE.search(text[max(at - 42, 0) : at])
            if before and "由" not in before[1]:  # 本届大会由 … 主办 is news.
                yield before[1]


def _holders(text: str) -> Iterator[str]:
    """Whom the words 版权所有, or Copyright ©, name before or behind them."""
    for at in places(text, "版权所有"):
        before = _HOLDER_BEFORE.search(text[max(at - 44, 0) : at])
        after = _HOLDER_AFTER.match(text, at + 4, at + 60)
        yield from _named_holders(before, after)
    # Words are looked up one by one: one expression over the whole page takes ten times as long.
    starts = [
        at - word.endswith(("ight", "IGHT"))
        for word, rarest in _COPYRIGHT_WORDS
        for at in places(text, word, rarest)
    ]
    for start in sorted(starts):
        sign = _COPYRIGHT.match(text, max(start, 0))
        if sign is None:
            continue
        before = _COPYRIGHT_BEFORE.search(text[max(sign.start() - 44, 0) : sign.start()])
        after = _COPYRIGHT_AFTER.match(text, sign.end(), sign.end() + 100)
        yield from _named_holders(before, after)


def _named_holders(*matches: re.Match[str] | None) -> list[str]:
    """The first that is named like one who may hold a copyright."""
    named = [match[1] for match in matches if match]
    return [n for n in named if _IS_HOLDER.search(n) and not _NO_HOLDER.search(n)][:1]
