"""Ways to reach the organiser that a home page shows: telephone, mail, postal address.

What stands behind its label is a contact; what only looks like one, in the foot, is written as
unclear, so that nobody takes it for missing.
"""

import re
import unicodedata
from collections.abc import Iterable

from govgauge.model.reading import Link

Sign = tuple[str, str, str]

_LABEL = (
    r"(?:电\s*话|热\s*线|联\s*系\s*(?:方\s*式|我\s*们|人)|邮\s*箱|E-?\s?mail|地\s*址|传\s*真|总\s*机"
    r"|网站(?:管理|维护))"
)
_CONTACT = re.compile(_LABEL + r"[\s\u3000]*[:：][\s\u3000]*([^\n|\u3000]{5,60})", re.IGNORECASE)
_NUMBER_OR_MAIL = re.compile(r"\d{3,4}[-—－ ]?\d{4,8}|\d{5,12}|[\w.-]+[@＠][\w.-]+")
_ADDRESS = re.compile("[\u4e00-\u9fa5]{2,}(?:路|街|号|大道|大厦|中心|大楼|巷|道|镇|区)")
# Labels that need no colon in the foot, where no sentences stand.
_FOOT_LABEL = re.compile(
    r"电\s*话|热\s*线|\btel\b|\bphone\b|联\s*系|咨\s*询|值\s*班|监\s*督|举\s*报|邮\s*[箱件编]|邮\s*政\s*编\s*码"
    r"|e-?\s?mail|地\s*址|传\s*真|\bfax\b|总\s*机|网站(?:管理|维护)|办公室",
    re.IGNORECASE,
)
_DASH = r"\s{0,2}[-—–－]\s{0,2}"
_TELEPHONE = re.compile(
    rf"(?<![\d.])(?:[(（]?0\d{{2,3}}[)）]?(?:{_DASH}|\s{{0,3}})\d{{3,4}}[- ]?\d{{4}}"
    rf"|[48]00{_DASH}?\d{{3,4}}{_DASH}?\d{{3,4}}"
    r"|1[3-9]\d{9}|[2-8]\d{6,7}|12\d{3})(?![\d.])"
)
_MAIL = re.compile(r"[\w.-]+\s?(?:@|＠|[(\[（]at[)\]）]|#(?=\w+\.))\s?[\w.-]+", re.IGNORECASE)
_PLACE = re.compile(
    "[\u4e00-\u9fa5]{2,}(?:路|街|大道|巷|胡同|大厦|大楼)\\s?(?:[东西南北中]段)?\\s?\\d*\\s?号?"
    "|邮\\s?(?:政\\s?)?编\\s?码?\\s?[:：]?\\s?\\d{6}"
)
_POSTAL = re.compile("\\d\\s?号|邮\\s?(?:政\\s?)?编|地\\s?址|大厦|大楼")
# Other numbers of a foot, which must not pass for a telephone number.
_OTHER_NUMBERS = re.compile(
    r"(?:备案?(?:[编序]?号)?|标识码|许可证|编号|第|访问量?|浏览量?|点击量?)"
    r"[^\n\d]{0,6}\n?[^\n\d]{0,3}\d+(?: \d+)?号?"
    r"|(?<![\d-])20\d{2}[-/.年]?\d{1,2}[-/.月]?\d{1,2}"
)
_FOOT_WORD = re.compile(r"标识码|ICP备|安备|主办|版权所有|copyright|©", re.IGNORECASE)
_CONTACT_PAGE = re.compile(r"联系(?:我们|方式|电话|本站|本网|网站)|关于(?:我们|本站|本网|网站)")
_TAIL = 1500
_FAR = 4000
_BEFORE_FOOT = 300
_REACH = 40
_MAX = 4


def read_contact_page(links: Iterable[Link]) -> tuple[Sign, ...]:
    """The first link that leads to a page of contacts, by its words."""
    words = (link.anchor for link in links if _CONTACT_PAGE.search(link.anchor))
    return tuple(("contact_page", word, "link") for word in [*words][:1])


def read_contacts(text: str) -> list[Sign]:
    """Each contact as (``contact``, value, place); the place of what has no label is ``unclear``."""
    values = [m[1].strip() for m in _CONTACT.finditer(text)]
    kept = [v for v in values if _NUMBER_OR_MAIL.search(v) or _ADDRESS.search(v)]
    if kept:
        return [("contact", value, "foot") for value in kept[:_MAX]]
    foot = _OTHER_NUMBERS.sub(" ", unicodedata.normalize("NFKC", _foot(text)))
    found = [_shown(m[0]) for m in _TELEPHONE.finditer(foot)]
    found += [_shown(m[0]) for m in _MAIL.finditer(foot)]
    found += [_shown(m[0]) for m in _PLACE.finditer(foot) if _POSTAL.search(m[0])]
    labelled = _labelled(foot)
    if labelled:
        return [("contact", value, "foot") for value in labelled[:_MAX]]
    return [("contact", value, "unclear") for value in found[:_MAX]]


def _foot(text: str) -> str:
    """The end of the text, from a little before the first word that only a foot has."""
    start = max(len(text) - _FAR, 0)
    first = _FOOT_WORD.search(text, start)
    at = first.start() - _BEFORE_FOOT if first else len(text) - _TAIL
    return text[max(min(at, len(text) - _TAIL // 3), 0) :]


def _labelled(foot: str) -> list[str]:
    """Numbers, mail addresses and postal addresses right behind a label."""
    found = []
    for label in _FOOT_LABEL.finditer(foot):
        behind = foot[label.end() : label.end() + _REACH]
        matches = [p.search(behind) for p in (_TELEPHONE, _MAIL, _PLACE)]
        first = min((m for m in matches if m), key=lambda m: m.start(), default=None)
        if first and first.start() <= _REACH // 2:
            found.append(_shown(label[0] + behind[: first.end()]))
    return found


def _shown(value: str) -> str:
    return " ".join(value.split())
