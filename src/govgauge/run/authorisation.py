"""The authorisation a mandated inspection rests on: read, checked, kept in the campaign's head."""

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from govgauge.model.campaign import Authorisation, Plan, PolicyKind
from govgauge.model.failure import BadInput, NotAllowed, Place
from govgauge.model.text import Text
from govgauge.model.unit import Unit

_KEYS = ("by", "document", "date", "hosts")
_FORM = Text(
    "写成 “授权单位; 文号; 2026-11-01; *.example.gov.cn”，"
    "或给出含 by、document、date、hosts 的 TOML 文件",
    'write "office; document number; 2026-11-01; *.example.gov.cn", '
    "or name a TOML file with by, document, date and hosts",
)


def read_authorisation(text: str) -> Authorisation | None:
    """An authorisation from one line or from a TOML file; ``None`` for no text."""
    if not text:
        return None
    path = Path(text)
    try:
        if len(text) < 200 and path.is_file():
            return _from_file(path)
    except OSError:
        pass  # No file name: it is the text itself.
    parts = [part.strip() for part in text.replace("；", ";").split(";")]
    by, document, day, hosts = [*parts, "", "", "", ""][:4]
    given = {"by": by, "document": document, "date": day}
    return _checked(
        given | {"hosts": hosts.replace(",", " ").split()}, Place(field="--authorisation")
    )


def check_mandate(plan: Plan) -> None:
    """Refuse ``mandate`` without an authorisation, and an authorisation without ``mandate``."""
    if plan.policy is PolicyKind.MANDATE and plan.authorisation is None:
        raise NotAllowed(
            "no-authorisation",
            Text(
                "--policy mandate 需要记录授权：谁授权、文号、日期、范围",
                "--policy mandate needs its authorisation on record: who, document, date, scope",
            ),
            Text(f"用 --authorisation；{_FORM.zh}", f"give --authorisation; {_FORM.en}"),
        )
    if plan.policy is PolicyKind.RESEARCH and plan.authorisation is not None:
        raise BadInput(
            "authorisation-unused",
            Text("research 不使用授权", "research makes no use of an authorisation"),
            Text("加上 --policy mandate", "add --policy mandate"),
        )


def check_scope(plan: Plan, units: Sequence[Unit]) -> None:
    """Refuse an authorisation that covers no site of the list.

    Out of its scope robots.txt is obeyed: whoever wrote a scope in words of their own would
    believe to inspect by authority and be shown a site half seen.
    """
    given = plan.authorisation
    if given is None or not units or len(out_of_scope(plan, units)) < len(units):
        return
    scope = ", ".join(given.hosts)
    raise BadInput(
        "authorisation-elsewhere",
        Text(
            f"授权范围 {scope} 不含清单中的任何网站",
            f"the scope {scope} covers no site of the list",
        ),
        Text(
            "范围写主机名，如 www.example.gov.cn 或 *.example.gov.cn，多个用空格隔开",
            "write the scope as hosts, www.example.gov.cn or *.example.gov.cn, spaces between them",
        ),
        Place(field="--authorisation"),
    )


def out_of_scope(plan: Plan, units: Sequence[Unit]) -> list[Unit]:
    """The units whose home page an authorisation does not cover: there robots.txt is obeyed."""
    given = plan.authorisation
    if given is None:
        return []
    return [u for u in units if not given.covers(urlsplit(u.url).hostname or "")]


def _from_file(path: Path) -> Authorisation:
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad(Place.in_file(path)) from error
    return _checked(given, Place.in_file(path))


def _checked(given: dict[str, Any], place: Place) -> Authorisation:
    hosts = given.get("hosts", [])
    try:
        day = date.fromisoformat(str(given.get("date", ""))).isoformat()
    except ValueError as error:
        raise _bad(place) from error
    by, document = given.get("by", ""), given.get("document", "")
    texts = [by, document, *(hosts if isinstance(hosts, list) else [None])]
    if set(given) - set(_KEYS) or not all(isinstance(t, str) and t.strip() for t in texts):
        raise _bad(place)
    return Authorisation(by, document, day, tuple(host.lower() for host in hosts))


def _bad(place: Place) -> BadInput:
    what = Text("授权不完整或无法识别", "the authorisation is incomplete or cannot be read")
    return BadInput("bad-authorisation", what, _FORM, place)
