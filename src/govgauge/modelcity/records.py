"""``truth.json``, ``city.json`` and ``sites.csv``, written as they grow."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO
from urllib.parse import quote

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

_HEADINGS = (
    "网站标识码", "网站名称", "首页网址", "域名", "主办单位", "类别", "上级",
    "行政区划代码", "层级", "是否有对外服务职能",
)  # fmt: skip
_LEVELS = {"central": "中央", "province": "省", "city": "市", "county": "县", "township": "乡镇"}
_ADDRESS = re.compile(r'(?:href|src)="https?://([^/":]+)')


class Records:
    """The three files of a city, open while it is built; sites leave nothing behind here."""

    def __init__(self, folder: Path) -> None:
        self.kinds: Counter[str] = Counter()
        self._truth = _JsonFile(folder / "truth.json", "[", "]")
        self._city = _JsonFile(folder / "city.json", '{"hosts": {', "}")
        self._table = (folder / "sites.csv").open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._table, lineterminator="\n")
        self._rows.writerow(_HEADINGS)
        self._held: tuple[str, dict[str, Any]] | None = None
        self._outside: set[str] = set()
        self._own: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        self._release()
        outside = json.dumps(sorted(self._outside - self._own), ensure_ascii=False)
        self._city.close(f'}}, "outside": {outside}')
        self._truth.close("")
        self._table.close()

    def add(self, site: Site, family: Family) -> None:
        """Write what is to be known of one site."""
        self._add_row(site)
        self._add_hosts(site, family)
        for host in site.strangers:
            self._own.add(host)
            plain = {"content_type": "text/html; charset=utf-8", "address": site.address}
            self._city.add(f"{json.dumps(host)}: {json.dumps(plain)}")
        for html in (*site.foot.values(), *site.head, *site.tail):
            self._outside |= set(_ADDRESS.findall(html))
        for row in site.truth:
            self.kinds[row["kind"]] += 1
            self._truth.add(json.dumps(row, ensure_ascii=False))

    def _add_row(self, site: Site) -> None:
        hosts = [f"{site.host}{site.prefix}" if site.kind == "shared" else site.host]
        hosts += [site.services_host] if site.services_host else []
        name = site.registered_name or site.name
        self._rows.writerow(
            [site.unit_id, name, site.home, ";".join(hosts), site.organiser, site.group, site.parent_id,
             site.division, _LEVELS[site.level], "是"]
        )  # fmt: skip

    def _add_hosts(self, site: Site, family: Family) -> None:
        record = _host_record(site, family)
        if self._held is not None and self._held[0] == site.host:
            held = self._held[1]
            held["routes"] |= record["routes"]
            held["doors"] += record["doors"]
            held["families"] |= record["families"]
            return
        self._release()
        self._own |= {site.host, site.services_host}
        self._held = (site.host, record)
        if site.services_host:
            plain = {k: record[k] for k in ("content_type", "gzip", "address")}
            self._city.add(f"{json.dumps(site.services_host)}: {json.dumps(plain)}")

    def _release(self) -> None:
        """Write the host that further sites might have shared."""
        if self._held is not None:
            host, record = self._held
            self._city.add(f"{json.dumps(host)}: {json.dumps(record, ensure_ascii=False)}")
            self._held = None


def _host_record(site: Site, family: Family) -> dict[str, Any]:
    record: dict[str, Any] = {
        "content_type": family.content_type,
        "gzip": family.gzip,
        "address": site.address,
        "families": {site.unit_id: site.family},
        "routes": {quote(site.prefix + p, safe="/?=&"): r for p, r in site.routes.items()},
        "doors": [
            {
                "search": site.prefix + family.search_path,
                "field": family.search_field,
                "letters": site.prefix + family.letter_path,
                "index": f"{site.unit_id}.json",
            }
        ],
    }
    if site.missing_page != "plain":
        record["missing"] = {"kind": site.missing_page, "home": site.prefix + "/"}
    if site.delay_s:
        record["delay_s"] = site.delay_s
    if site.flaky_every:
        record["flaky_every"] = site.flaky_every
    return record


class _JsonFile:
    """One JSON document whose members are written one by one."""

    def __init__(self, path: Path, begin: str, end: str) -> None:
        self._file: TextIO = path.open("w", encoding="utf-8")
        self._file.write(begin)
        self._end = end
        self._between = "\n"

    def add(self, member: str) -> None:
        self._file.write(self._between + member)
        self._between = ",\n"

    def close(self, last: str) -> None:
        self._file.write(f"\n{last}{self._end}\n")
        self._file.close()
