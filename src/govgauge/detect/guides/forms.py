"""The forms a guide speaks of by name, and whether any page of the site offers one."""

import re
from collections.abc import Iterable, Iterator

_NAMED = re.compile(
    r"《([^《》]{2,30}(?:表|申请书|承诺书|登记书))》"
    r"|(?:^|[，。；、：:\s\d.．)）填写提交交送的])([\u4e00-\u9fff]{2,16}(?:申请|登记|审批|申报|备案|报名|审核|呈报)表)"
)
_GIVEN_THERE = re.compile(
    "窗口(?:领取|提供|打印|填写)|现场(?:领取|填写|打印)|系统(?:打印|生成)|(?:在线|网上|自动)(?:填|生成)|免填"
)
_NOISE = re.compile(r"[\s《》“”\"'（）()\[\]【】一式两三份\d]+")


def named_forms(text: str) -> Iterator[str]:
    """Each form a text names, once, as written."""
    names = (match[1] or match[2] for match in _NAMED.finditer(text))
    yield from dict.fromkeys(name for name in names if len(name) >= 4)


def given_otherwise(text: str) -> bool:
    """True where the guide says that a form is had at the window or filled in online."""
    return bool(_GIVEN_THERE.search(text))


def is_offered(form: str, names: Iterable[str]) -> bool:
    """True where any file, link or page is called after a form, or as its longer name ends."""
    core = _NOISE.sub("", form)
    return any(core in name or (len(name) >= 4 and name in core) for name in map(plain, names))


def plain(name: str) -> str:
    """A name without blanks, marks and file ending."""
    return _NOISE.sub("", re.sub(r"\.\w{2,4}$", "", name))
