"""A model site before it is drawn: columns, articles, links and what is wrong with it."""

from datetime import date
from typing import Any

from attrs import define, field

COLUMNS = (
    ("动态要闻", "dtyw"), ("部门动态", "bmdt"), ("通知公告", "tzgg"), ("政策文件", "zcwj"), ("政策解读", "zcjd"),
    ("区域概况", "qygk"), ("机构职能", "jgzn"), ("领导信息", "ldxx"), ("人事信息", "rsxx"), ("规划计划", "ghjh"),
    ("统计信息", "tjxx"), ("财政信息", "czxx"), ("招标采购", "zbcg"), ("重点项目", "zdxm"), ("应急管理", "yjgl"),
    ("办事指南", "bszn"), ("表格下载", "bgxz"), ("领导信箱", "ldxinxiang"), ("民意征集", "myzj"), ("在线访谈", "zxft"),
    ("回应关切", "hygq"), ("专题专栏", "ztzl"),
)  # fmt: skip


@define
class Article:
    """One article; ``date_shown_in_list`` and ``date_shown`` tell where a reader sees its date."""

    number: int
    title: str
    published: date
    source: str
    paragraphs: list[str]
    date_shown: bool = True
    date_in_list: bool = True
    date_in_comment: bool = False
    images: list[str] = field(factory=list)
    files: list[tuple[str, str]] = field(factory=list)
    links: list[tuple[str, str]] = field(factory=list)


@define
class Column:
    """One column with its articles, newest first."""

    name: str
    slug: str
    articles: list[Article]


@define
class Site:
    """One site.  ``label_faults`` maps (page kind, label) to how it is wrong."""

    unit_id: str
    name: str
    place: str
    host: str
    prefix: str
    family: str
    level: str
    group: str
    division: str
    organiser: str
    health: float
    columns: list[Column] = field(factory=list)
    foot_code: str = ""
    label_code: str = ""
    label_faults: dict[tuple[str, str], str] = field(factory=dict)
    home_links: list[tuple[str, str]] = field(factory=list)
    friends: list[tuple[str, str]] = field(factory=list)
    files: dict[str, bytes] = field(factory=dict)
    routes: dict[str, dict[str, Any]] = field(factory=dict)
    truth: list[dict[str, Any]] = field(factory=list)

    @property
    def home(self) -> str:
        """The address of the home page."""
        return f"http://{self.host}{self.prefix}/"

    def plant(self, detector: str, target: str, kind: str, note: str, mark: str = "") -> None:
        """Write one planted fault or near-miss into the truth."""
        self.truth.append(
            {
                "unit_id": self.unit_id,
                "detector": detector,
                "target": target,
                "mark": mark,
                "kind": kind,
                "note": note,
            }
        )
