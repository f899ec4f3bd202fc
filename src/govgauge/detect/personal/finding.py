"""Searching a text for personal data; what a table's headings say of its columns is context."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from attrs import frozen

from govgauge.detect.personal.numbers import (
    is_bank_card,
    is_identity_number,
    is_mobile_number,
    masked,
)
from govgauge.model.text import Text


class PersonalKind(StrEnum):
    """What was published of a person."""

    IDENTITY_NUMBER = "identity_number"
    BANK_CARD = "bank_card"
    MOBILE_NUMBER = "mobile_number"
    EMAIL = "email"
    HOME_ADDRESS = "home_address"


KIND_NAMES = {
    PersonalKind.IDENTITY_NUMBER: Text("身份证号", "identity number"),
    PersonalKind.BANK_CARD: Text("银行卡号", "bank card"),
    PersonalKind.MOBILE_NUMBER: Text("个人手机号", "personal mobile number"),
    PersonalKind.EMAIL: Text("个人邮箱", "personal e-mail"),
    PersonalKind.HOME_ADDRESS: Text("家庭住址", "home address"),
}


@frozen
class PersonalItem:
    """One piece of personal data: where it stands, and itself masked; nothing else leaves."""

    kind: PersonalKind
    start: int
    end: int
    masked: str


_DIGITS = re.compile(
    r"(?<![0-9A-Za-z_\-./=&?%*×])[0-9](?:[0-9 ]{9,24}[0-9Xx]|[0-9]{10,19}[Xx]?)(?![0-9A-Za-z_*×])"
)
_EMAIL = re.compile(r"(?<![\w.+\-])[A-Za-z0-9][\w.+\-]{0,63}@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_ADDRESS = re.compile(
    r"[\u4e00-\u9fff0-9]{2,24}?(?:小区|花园|家园|社区|村|街|路|巷|里|苑)[\u4e00-\u9fff0-9\-]{0,12}?"
    r"(?:[0-9]{1,4}(?:号楼|栋|幢|号)[0-9]{0,2}(?:单元)?[0-9]{2,4}(?:室|号|户)|[0-9]{1,4}单元[0-9]{2,4}(?:室|号|户)?)"
)
_PERSONAL = re.compile(
    "姓名|本人|身份证|家庭|户主|申请人|受助|救助对象|低保|特困|残疾|患者|病人|学生|家长|监护人|投诉人|"
    "来信人|写信人|信访人|当事人|考生|应聘|报名人|住址|开户|户名|银行账号|银行卡|银行账户|收款人|受益人|索赔"
)
_OFFICIAL = re.compile(
    "值班|办公电话|办公室|监督电话|举报|咨询|热线|服务电话|联系人|联系电话|传真|窗口|负责人|主任|局长|"
    "科长|处长|书记|镇长|乡长|县长|区长|河长|湖长|林长|网格|招标|代理机构|采购|律师|法定代表人|公司|"
    "承办|主办|项目|工程|开发商|物业"
)
# Of a table's headings these outweigh a telephone that might be an office's.
_PRIVATE = re.compile(
    "身份证|家庭|户主|低保|特困|残疾|受助|救助|患者|病人|学生|监护人|银行|卡号|开户|受益人"
)
_POSTS = re.compile("职务|职位|岗位|科室|部门|责任人|包保|值守")
_BANK = re.compile("银行|卡号|账号|帐号|账户|帐户|开户|惠农|一卡通|存折|社保卡")
_AROUND = 40


def find_personal_data(
    text: str, as_of: date, headings: Sequence[str] = ()
) -> Iterator[PersonalItem]:
    """Personal data in a piece of text, such as a line or a table's cell.

    ``headings`` are those of the cell's column and row.  Identity numbers prove themselves; other
    numbers need a personal context, and a published work phone is none (个人信息保护法 第四条).
    """
    plain = unicodedata.normalize("NFKC", text)
    if len(plain) != len(text):
        plain = text
    context = " ".join(headings)
    for match in _DIGITS.finditer(plain):
        item = _number(plain, match, as_of, context)
        if item is not None:
            yield item
    for match in _EMAIL.finditer(plain):
        if _is_personal(plain, match, context):
            yield _item(PersonalKind.EMAIL, match)
    for match in _ADDRESS.finditer(plain):
        if _is_personal(plain, match, context):
            yield _item(PersonalKind.HOME_ADDRESS, match)


def _number(text: str, match: re.Match[str], as_of: date, context: str) -> PersonalItem | None:
    number = match.group().replace(" ", "")
    if is_identity_number(number, as_of):
        return _item(PersonalKind.IDENTITY_NUMBER, match)
    around = context + _around(text, match)
    if is_bank_card(number) and _BANK.search(around):
        return _item(PersonalKind.BANK_CARD, match)
    if is_mobile_number(number) and _is_personal(text, match, context):
        return _item(PersonalKind.MOBILE_NUMBER, match)
    return None


def _is_personal(text: str, match: re.Match[str], context: str) -> bool:
    """A personal word near, and no word of office nearer to it."""
    if context:
        if _POSTS.search(context):
            return False
        if _OFFICIAL.search(context) and not _PRIVATE.search(context):
            return False
        return bool(_PERSONAL.search(context))
    before = text[max(0, match.start() - _AROUND) : match.start()]
    personal = max((m.end() for m in _PERSONAL.finditer(before)), default=-1)
    official = max((m.end() for m in _OFFICIAL.finditer(before)), default=-1)
    return personal >= 0 and personal > official


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _AROUND) : match.end() + _AROUND // 2]


def _item(kind: PersonalKind, match: re.Match[str]) -> PersonalItem:
    return PersonalItem(kind, match.start(), match.end(), masked(match.group()))


def mask_all(text: str, items: Sequence[PersonalItem]) -> str:
    """The text with every item masked, for an excerpt that may be kept."""
    shown = text
    for item in sorted(items, key=lambda i: -i.start):
        shown = shown[: item.start] + item.masked + shown[item.end :]
    return shown
