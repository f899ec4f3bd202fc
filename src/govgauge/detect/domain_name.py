"""Domain name 域名.

Question: does the site stand under a domain name of the ruled form?
Rule: 国办发〔2017〕47号 and 国办函〔2018〕55号 (Z-01 to Z-03): ``.gov.cn`` or ``.政务``;
a portal ``www.NAME.gov.cn`` (the central one ``www.gov.cn``), a local department
``DEPT.NAME.gov.cn`` under its government's name.
Limits: the form is judged only where the list says certainly what kind of site it is, and never
for a site below a path of another.  The name comes from the list (or from where the home page was
found): it is judged when the page did not open but a server answered under it, and never where
none did, for then the list alone may be wrong.  A port is no fault here.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from attrs import frozen

from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.foot import about_home, home_page, left_open, settled
from govgauge.model.kinds import PAGES, View
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.unit import Level, Unit
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=2,
    title=Text("域名不规范", "Domain name against the rules"),
    remedy=Text(
        "按规定申请并启用 .gov.cn 域名：门户网站用 www.□□□.gov.cn，部门网站用 ○○○.□□□.gov.cn",
        "take a .gov.cn name of the ruled form: www.NAME.gov.cn for a portal, "
        "DEPT.NAME.gov.cn for a department",
    ),
    clause="国办发〔2017〕47号; 国办函〔2018〕55号 域名结构",
    needs=(PAGES,),
    basis=Basis.HEURISTIC,
)

_SUFFIX = ".gov.cn"
_CHINESE_SUFFIXES = (".xn--zfr164b", ".政务")
_PORTAL_GROUP = re.compile(r"门户|portal", re.IGNORECASE)
# A group or name that holds one of these may be another kind of site than it seems.
_NOT_ONLY_PORTALS = re.compile(r"非|部门|non|depart", re.IGNORECASE)
_NOT_ONLY_DEPARTMENTS = re.compile(
    r"非|区县|县区|乡镇|街道|门户|portal|和|及|与|、|/", re.IGNORECASE
)
_PERHAPS_DEPARTMENT = re.compile(r"局|厅|委|办公|中心|街道|开发区|新区|园区")
_PERHAPS_GOVERNMENT = re.compile(r"政府|管委会|管理委员会|街道|开发区|新区|园区")
_INSTITUTION = re.compile(r"事业|企业")
_FRONT_PATH = re.compile(r"/?(?:[\w-]+\.\w{2,5})?")
_LOCAL = (Level.PROVINCE, Level.CITY, Level.COUNTY)


@frozen
class _Fault:
    """What is wrong with one name; ``certain`` only where no person need look."""

    mark: str
    host: str
    certain: bool
    says: Text


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """Judge the name the home page was found under, and the registered one beside it."""
    home = home_page(view)
    if home is None:
        return left_open(Reason.NOT_GATHERED)
    if home.outcome == Outcome.MOVED:
        return left_open(Reason.MOVED)
    unit = view.unit
    delivered = home.outcome == Outcome.OK and home.status == 200
    address = (home.final_url or home.url) if delivered else unit.url
    fault = _fault(unit, address)
    if fault is None and _host(address) != _host(unit.url):
        fault = _registered_only(_fault(unit, unit.url), _host(address))
    if fault is None:
        return settled()
    if not home.digest or not home.status:
        # Nobody answered under this name: nothing was received that could stand behind a finding.
        return left_open(Reason.of(Outcome(home.outcome), home.status))
    verdict = Verdict.UNMET if fault.certain else Verdict.NEEDS_PERSON
    return settled(about_home(home, fault.mark, fault.host, fault.says, verdict, "address"))


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").rstrip(".")


def _fault(unit: Unit, address: str) -> _Fault | None:
    host = _host(address)
    if host.endswith(_CHINESE_SUFFIXES):
        return None
    if not f".{host}".endswith(_SUFFIX):
        return _wrong_suffix(unit, host)
    own_host = _host(unit.url)
    path = urlsplit(unit.url if host == own_host else address).path
    if not _FRONT_PATH.fullmatch(path):
        return None
    labels = host.removesuffix("gov.cn").rstrip(".").split(".")
    if _is_portal(unit):
        return _wrong_portal(host, labels)
    if _is_local_department(unit):
        return _wrong_department(host, labels)
    return None


def _is_portal(unit: Unit) -> bool:
    if unit.level is Level.TOWNSHIP or _PERHAPS_DEPARTMENT.search(unit.name):
        return False
    groups = unit.groups
    return any(_PORTAL_GROUP.search(g) for g in groups) and not any(
        _NOT_ONLY_PORTALS.search(g) for g in groups
    )


def _is_local_department(unit: Unit) -> bool:
    if unit.level not in _LOCAL or _PERHAPS_GOVERNMENT.search(unit.name):
        return False
    groups = unit.groups
    return any("部门" in g for g in groups) and not any(
        _NOT_ONLY_DEPARTMENTS.search(g) for g in groups
    )


def _wrong_suffix(unit: Unit, host: str) -> _Fault:
    try:
        ip_address(host)
        what = Text("IP 地址", "an IP address")
    except ValueError:
        what = Text("域名", "a name")
    if any(_INSTITUTION.search(group) for group in unit.groups):
        return _Fault(
            "suffix",
            host,
            False,
            Text(
                f"网站使用{what.zh} {host}，不在 .gov.cn 之下；"
                "主办单位不承担行政职能的可以如此，请人工核对",
                f"the site uses {what.en} outside .gov.cn, {host}; "
                "that is right for an owner without administrative functions: "
                "a person should look",
            ),
        )
    return _Fault(
        "suffix",
        host,
        True,
        Text(
            f"网站使用{what.zh} {host}，后缀不是 .gov.cn 或 .政务",
            f"the site uses {what.en}, {host}, under neither .gov.cn nor .政务",
        ),
    )


def _wrong_portal(host: str, labels: Sequence[str]) -> _Fault | None:
    if labels[0] == "www" and len(labels) <= 2:
        return None
    if len(labels) == 1:
        return _Fault(
            "form",
            host,
            False,
            Text(
                f"门户网站域名 {host} 缺少 www，请人工核对 www.{host} 是否启用",
                f"the portal's name {host} lacks www: whether www.{host} is in use, "
                "a person should look",
            ),
        )
    return _Fault(
        "form",
        host,
        True,
        Text(
            f"门户网站域名 {host} 不符合 www.□□□.gov.cn 的结构",
            f"the portal's name {host} has not the form www.NAME.gov.cn",
        ),
    )


def _wrong_department(host: str, labels: Sequence[str]) -> _Fault | None:
    if len([label for label in labels if label != "www"]) > 1:
        return None
    return _Fault(
        "form",
        host,
        True,
        Text(
            f"部门网站域名 {host} 不在本级政府域名之下，应为 ○○○.□□□.gov.cn",
            f"the department's name {host} is not under its government's, "
            "as DEPT.NAME.gov.cn would be",
        ),
    )


def _registered_only(fault: _Fault | None, found: str) -> _Fault | None:
    """A fault of the registered name alone: the site itself was found under a right one."""
    if fault is None:
        return None
    return _Fault(
        fault.mark,
        fault.host,
        False,
        Text(
            f"登记的域名 {fault.host} 不规范，但网站实际使用 {found}，请人工核对登记信息",
            f"the registered name {fault.host} is against the rules, but the site was found "
            f"under {found}: a person should look at the register",
        ),
    )
