"""Document numbers (发文字号): who issued a document, in which year, under which serial number.

Forms after 《党政机关公文格式》 GB/T 9704-2012, 7.2.5 (机关代字、年份、发文顺序号, the year in 〔〕),
and the orders (令) and announcements (公告) that have no year in brackets.
"""

import re
import unicodedata

from attrs import frozen

_NOISE = re.compile(r"[\s\u3000\u00a0\u200b-\u200f\u2060\ufeff]+")
_LABEL = re.compile(r"^[^〔]{0,10}?(?:发文字号|发文文号|文件编号|文件号|文号|字号)[:：\]】]?")
_BRACKETS = str.maketrans("[［（(【〈<{﹝]］）)】〉>}﹞", "〔" * 9 + "〕" * 9)
_HAN = "\u4e00-\u9fff"
_DATED = re.compile(rf"([{_HAN}A-Za-z、·]{{1,24}}?)〔((?:19|20)\d\d)〕(?:第)?(\d{{1,5}})号")
_KINDS = "令|公告|通告|通知|决定|命令"
_ORDER = re.compile(
    rf"([{_HAN}]{{0,30}}?)({_KINDS})?(?:〔((?:19|20)\d\d)年?〕)?第(\d{{1,5}})号({_KINDS})?"
)
_YEARLY = re.compile(rf"([{_HAN}]{{0,30}}?)({_KINDS})?((?:19|20)\d\d)年第?(\d{{1,5}})号({_KINDS})?")
_NONE = {"无", "暂无", "没有", "-", "—", "/", "null", "其他"}


@frozen
class DocumentNumber:
    """``issuer`` is the code (国办发) or name (省政府) before the year; ``year`` 0 where none is
    written; ``kind`` 令, 公告 … for numbers of those forms, else empty."""

    issuer: str
    year: int
    serial: int
    kind: str = ""

    @property
    def plain(self) -> str:
        """The number as it is written without blanks: 国办发〔2017〕47号, 省政府令第214号."""
        if self.issuer and self.year and not self.kind:
            return f"{self.issuer}〔{self.year}〕{self.serial}号"
        year = f"{self.year}年" if self.year else ""
        return f"{self.issuer}{self.kind}{year}第{self.serial}号"


def parse_document_number(written: str) -> DocumentNumber | None:
    """The first document number in a field's text; ``None`` when it holds none.

    Blanks, invisible characters, full-width digits, a glued label and other brackets around the
    year are put right; what is not a number is never guessed at.
    """
    text = _NOISE.sub("", unicodedata.normalize("NFKC", written)).translate(_BRACKETS)
    text = _LABEL.sub("", text)
    if text in _NONE:
        return None
    dated = _DATED.search(text)
    if dated:
        return DocumentNumber(dated[1], int(dated[2]), int(dated[3]))
    yearly = _YEARLY.search(text)
    if yearly:
        kind = yearly[2] or yearly[5] or ""
        return DocumentNumber(yearly[1], int(yearly[3]), int(yearly[4]), kind)
    order = _ORDER.search(text)
    if order:
        return DocumentNumber(
            order[1], int(order[3] or 0), int(order[4]), order[2] or order[5] or ""
        )
    return None
