"""Options that several commands share, written once."""

import shlex
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.screen import Screen, default_language
from govgauge.model.campaign import Opening, Plan, PolicyKind
from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Language, Text
from govgauge.run.authorisation import read_authorisation
from govgauge.run.planning import BEIJING, end_of_day, end_of_today, is_pin

Workspace = Annotated[
    Path, typer.Option("-w", "--workspace", help="工作区目录 / workspace folder", metavar="DIR")
]
CampaignName = Annotated[str, typer.Option("--campaign", help="批次名称 / campaign name")]
System = Annotated[str, typer.Option("--system", help="指标体系 / indicator system id or file")]
Previous = Annotated[
    str,
    typer.Option(
        "--previous",
        help="上一批次的名称、文件夹或名次表，用于比较 / the campaign before, its folder, or a table of ranks",
    ),
]
WhitelistFile = Annotated[
    Path | None,
    typer.Option(
        "--whitelist",
        help="白名单 CSV/XLSX，随批次保存 / allowed phrases, kept with the campaign",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON / JSON for machines")]
Lang = Annotated[str, typer.Option("--lang", help="zh | en")]
Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="工作进程数 / processes")]
SitesAtOnce = Annotated[
    int,
    typer.Option("--sites-at-once", min=1, max=2000, help="每进程同时检查的网站数 / per process"),
]
MaxPages = Annotated[
    int, typer.Option("--max-pages", min=1, help="每站最多页面 / page budget per unit")
]
Attachments = Annotated[
    bool,
    typer.Option(
        "--attachments/--no-attachments",
        help="读取附件正文；附件本身总会按链接取回 / read the text of attachments; "
        "they are fetched all the same, as linked pages",
    ),
]
Policy = Annotated[
    PolicyKind,
    typer.Option("--policy", help="research 遵守 robots; mandate 受权检查 / obeys robots or not"),
]
Authorised = Annotated[
    str,
    typer.Option(
        "--authorisation",
        help="mandate 的授权：“单位; 文号; 日期; 范围” 或 TOML 文件 / who, document, date, scope, or a file",
    ),
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        help="监测时间点，默认今天结束时 / monitoring time point, 2026-11-24[T10:00]; default: end of today",
    ),
]
Seed = Annotated[int, typer.Option("--seed", help="随机种子 / seed of samples")]
Allow = Annotated[
    list[str] | None,
    typer.Option("--allow-address", help="放行的内网地址段 / opened range, CIDR[:PORT]"),
]
Resolve = Annotated[
    list[str] | None,
    typer.Option(
        "--resolve", help="HOST=ADDRESS:PORT 或清单文件 / pin a host (*.zone, *), or a file of pins"
    ),
]
FullSpeed = Annotated[
    bool,
    typer.Option("--full-speed", help="对上述指定地址不限速 / no pauses towards opened addresses"),
]


def screen_for(lang: str, as_json: bool) -> Screen:
    """The screen of one command."""
    if lang not in ("zh", "en"):
        raise BadInput(
            "bad-language",
            Text(f"不支持的语言 {lang}", f"no such language: {lang}"),
            Text("用 zh 或 en", "use zh or en"),
        )
    language: Language = "en" if lang == "en" else "zh"
    return Screen(language, as_json)


LANGUAGE = default_language()


def time_point(text: str) -> datetime:
    """The monitoring time point; a bare date means the end of that day in Beijing.

    Empty means the end of today.
    """
    if not text:
        return end_of_today()
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            "bad-time",
            Text(f"无法识别的时间 {text}", f"not a time: {text}"),
            Text("写成 2026-11-24 或 2026-11-24T10:00", "write 2026-11-24 or 2026-11-24T10:00"),
        ) from error
    if len(text) <= 10:
        parsed = end_of_day(parsed)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=BEIJING)


def given_time_point(text: str) -> datetime | None:
    """The monitoring time point where one is given."""
    return time_point(text) if text else None


def opening_of(allow: list[str] | None, resolve: list[str] | None) -> Opening:
    """Named addresses and pins; a value of ``--resolve`` without ``=`` is a file of pins."""
    pins: list[tuple[str, str]] = []
    for value in resolve or []:
        if "=" in value:
            pins.append(_pin(value, Place(field="--resolve")))
            continue
        path = Path(value)
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(
                "bad-resolve-file",
                Text(f"无法读取 {value}", f"cannot read {value}"),
                Text("每行写 HOST=ADDRESS:PORT", "one HOST=ADDRESS:PORT a line"),
                Place.in_file(path),
            ) from error
        for number, line in enumerate(lines, 1):
            if line.strip() and not line.startswith("#"):
                pins.append(_pin(line.strip(), Place.in_file(path, number)))
    return Opening(tuple(allow or ()), tuple(pins))


def _pin(text: str, place: Place) -> tuple[str, str]:
    host, _, address = text.partition("=")
    if not host or not is_pin(address):
        raise BadInput(
            "bad-resolve",
            Text(f"无法识别 {text}", f"cannot read {text}"),
            Text("写成 HOST=ADDRESS:PORT", "write HOST=ADDRESS:PORT"),
            place,
        )
    return host.lower(), address


def words_of_opening(
    allow: list[str] | None, resolve: list[str] | None, full_speed: bool = False
) -> str:
    """The options by which addresses were opened, as they are written again in a next step."""
    words = [f" --allow-address {shlex.quote(value)}" for value in allow or ()]
    words += [f" --resolve {shlex.quote(value)}" for value in resolve or ()]
    return "".join(words) + (" --full-speed" if full_speed else "")


def plan_of(
    policy: PolicyKind,
    max_pages: int,
    seed: int,
    allow: list[str] | None,
    resolve: list[str] | None,
    full_speed: bool,
    authorisation: str = "",
    attachments: bool = True,
) -> Plan:
    """The plan the options describe."""
    return Plan(
        policy=policy,
        max_pages=max_pages,
        seed=seed,
        opening=opening_of(allow, resolve),
        full_speed=full_speed,
        authorisation=read_authorisation(authorisation),
        attachments=attachments,
    )
