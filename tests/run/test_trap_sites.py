"""Traps that only whole sites show: machines' dates, a closed site, content beside a 404."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from govgauge.model.campaign import Opening, Plan
from govgauge.model.finding import Instance
from govgauge.run.campaigns import RunEnd, start_campaign
from govgauge.run.places import workspace_at
from govgauge.run.planning import BEIJING

from .conftest import QUIET
from .raw_server import NOT_FOUND, raw_server

NOW = datetime.now(BEIJING).replace(microsecond=0)
TODAY = NOW.date()
MENU = "<ul><li><a href=/dt/>工作动态</a><li><a href=/tz/>通知公告</a><li><a href=/rs/>人事信息</a></ul>"
TEXT = "<p>" + "会议研究了本地区的重点工作。" * 20 + "</p>"
REBUILDING = "<h1>网站正在改版升级，暂停访问，敬请谅解</h1><p>恢复时间另行通知</p>"


HTML = "text/html; charset=utf-8"


def answer(title: str, body: str, kind: str = HTML, status: str = "200 OK") -> bytes:
    """A page that its server says was changed just now."""
    data = f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nLast-Modified: {format_datetime(NOW.astimezone(UTC))}\r\n"
    return f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data


class Sites(dict[str, bytes]):
    """Answers by host and path; a missing one shows an error page in the frame of its site."""

    def get(self, key: str, default: object = None) -> bytes:  # type: ignore[override]
        if key.startswith("/"):
            return NOT_FOUND
        lost = (
            f"{MENU}<h1>您访问的页面不存在</h1><p>发布时间：{TODAY}</p>{TEXT}<p>地址有误：{key}</p>"
        )
        return super().get(key) or answer("甲市人民政府", lost, status="404 Not Found")

    def __contains__(self, key: object) -> bool:
        return not str(key).endswith((".txt", ".xml")) or super().__contains__(key)


def news_site(host: str, shown: str) -> dict[str, bytes]:
    """Twelve articles on the home page; ``shown`` stands under the title of each."""
    titles = {f"/dt/{n}.html": f"本地区召开第{n}次重点工作会议" for n in range(12)}
    rows = "".join(f"<li><a href={path}>{title}</a></li>" for path, title in titles.items())
    web = {"/": answer("甲市人民政府", f"{MENU}<ul>{rows}</ul>")}
    for path, title in titles.items():
        web[path] = answer(title, f"{MENU}<h1>{title}</h1><p>{shown}</p>{TEXT}")
    locations = "".join(
        f"<url><loc>http://{host}{path}</loc><lastmod>{TODAY}</lastmod></url>" for path in titles
    )
    web["/sitemap.xml"] = answer("", f"<urlset>{locations}</urlset>", "application/xml")
    return {host + path: page for path, page in web.items()}


def odd_site(host: str) -> dict[str, bytes]:
    """Articles that are shown with status 404 and 410, beside one that is not there."""
    titles = {"/dt/a.html": "404 Not Found", "/dt/b.html": "410 Gone", "/dt/c.html": "200 OK"}
    rows = "".join(
        f"<li><a href={path}>本地区关于{path[4]}事项的工作报告</a></li>"
        for path in (*titles, "/dt/lost.html")
    )
    web = {host + "/": answer("丁市人民政府", f"{MENU}<ul>{rows}</ul>")}
    for path, status in titles.items():
        report = "".join(f"<p>第{n}项{path[4]}事项已经在今年第{n}季度办结。</p>" for n in range(9))
        body = f"{MENU}<h1>本地区关于{path[4]}事项的工作报告</h1><p>发布时间：{TODAY}</p>{report}"
        web[host + path] = answer(f"本地区关于{path[4]}事项的工作报告", body, status=status)
    return web


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> RunEnd:
    root = tmp_path_factory.mktemp("traps")
    sites = root / "sites.csv"
    hosts = ("machine.x.gov.cn", "printed.x.gov.cn", "closed.x.gov.cn", "odd.x.gov.cn")
    sites.write_text("url\n" + "".join(f"http://{h}/\n" for h in hosts), "utf-8")
    web = news_site(hosts[0], "来源：本站") | news_site(hosts[1], f"发布时间：{TODAY}")
    web[f"{hosts[2]}/"] = answer("甲市人民政府", REBUILDING)
    web |= odd_site(hosts[3])
    with raw_server(Sites(web)) as (address, _):
        plan = Plan(opening=Opening((), (("*", address),)), full_speed=True)
        as_of = NOW + timedelta(hours=1)
        return start_campaign(
            sites, "census-2015", workspace_at(root), "c", as_of, plan, 1, False, QUIET
        )


def instances(end: RunEnd, host: str) -> dict[str, list[Instance]]:
    """What was found of one host, by detector."""
    unit_id = next(u for u, unit in end.results.units.items() if f"/{host}.x." in unit.url)
    by_detector: dict[str, list[Instance]] = {}
    for finding in end.results.findings_of(unit_id):
        by_detector.setdefault(finding.detector, []).append(finding.instance)
    return by_detector


def test_t_a9_a_server_that_says_changed_today_freshens_nothing(ended: RunEnd) -> None:
    by_both_rules = instances(ended, "machine")["stale_home_page"]
    assert [i.value for i in by_both_rules] == [0, 0]  # New items; met would be no finding at all.


def test_t_a9_a_date_that_a_reader_sees_does(ended: RunEnd) -> None:
    assert "stale_home_page" not in instances(ended, "printed")


def test_t_f13_a_site_that_says_it_is_being_rebuilt_is_accused_of_nothing(ended: RunEnd) -> None:
    found = [i for some in instances(ended, "closed").values() for i in some]
    assert found
    assert not [i for i in found if i.verdict in ("unmet", "needs_person")]


def test_t_g5_an_article_with_status_404_is_open_and_an_error_page_dead(ended: RunEnd) -> None:
    links = instances(ended, "odd")["dead_links"]
    dead = {i.target.partition("x.gov.cn")[2] for i in links if i.verdict == "unmet"}
    assert dead == {"/dt/lost.html", "/dt/", "/tz/", "/rs/"}
    unit_id = next(u for u, unit in ended.results.units.items() if "/odd.x." in unit.url)
    indicators = {i.code: i for i in ended.results.assessments[unit_id].indicators}
    assert indicators["P15-02"].coverage.missing == {"ambiguous": 2}
