"""Signs of identity in a page's visible text: site code, ICP and police numbers, organiser."""

import re

_SITE_CODE = re.compile(
    r"标识码[\s:：\u3000]*([A-Za-zＡ-Ｚａ-ｚ]{0,2}[\d０-９][\d０-９ \u3000]{0,17})"
)
# Each pattern begins with a literal, so that a page without it is passed over quickly; the
# province character before it is added afterwards.
_ICP = re.compile(r"ICP\s?[备证]\s?(?:案号?)?[:：]?\s?\d{5,10}\s?号?(?:-\d{1,3})?")
_POLICE = re.compile(r"公(?:网安|安)备(?:案)?(?:号)?[\s:：]*\d{11,14}(?:-\d{1,6})?\s?号?")
_ORGANISER = re.compile(r"主办(?:单位|方)?[\s\u3000]*[:：][\s\u3000]*([^\s|\u3000©]{2,40})")
_MAX_PER_SIGN = 4


def read_identity(text: str, label: str | None) -> tuple[tuple[str, str, str], ...]:
    """Each sign as (sign, value, place); ``label`` is the SiteIDCode label, ``None`` without one."""
    signs: list[tuple[str, str, str]] = []
    if label is not None:
        signs.append(("site_code", label.strip(), "meta"))
    if "标识码" in text:
        signs += _found("site_code", _SITE_CODE, text)
    if "ICP" in text:
        signs += _found("icp_number", _ICP, text)
    elif "icp" in text:
        signs += _found("icp_number", _ICP, text.upper())
    if "公网安备" in text or "公安备" in text:
        signs += _found("police_number", _POLICE, text)
    if "主办" in text:
        signs += _found("organiser", _ORGANISER, text)
    return tuple(dict.fromkeys(signs))


def _found(sign: str, pattern: re.Pattern[str], text: str) -> list[tuple[str, str, str]]:
    found = []
    for match in pattern.finditer(text):
        value = match[1] if match.re.groups else _province_before(match) + match[0]
        found.append((sign, value.strip(" \u3000\n"), "foot"))
        if len(found) == _MAX_PER_SIGN:
            break
    return found


def _province_before(match: re.Match[str]) -> str:
    before = match.string[max(match.start() - 2, 0) : match.start()].rstrip()[-1:]
    return before if "\u4e00" <= before <= "\u9fa5" else ""
