"""The register of outside links (外部链接登记): what its fields mean."""

from govgauge.model.text import Text
from govgauge.report.open_data import Field

LINK_FIELDS = (
    Field("unit_id", "string", Text("网站标识码", "site code of the unit that links")),
    Field("unit_name", "string", Text("网站名称", "its name")),
    Field("owner", "string", Text("主办单位", "who answers for the link")),
    Field("host", "string", Text("外部主机", "the host outside")),
    Field("target", "string", Text("链接地址", "the address that is linked to")),
    Field("anchor", "string", Text("链接文字", "the words of the first link")),
    Field("page_url", "string", Text("所在页面", "the first page with the link")),
    Field("page_count", "integer", Text("出现页数", "how many pages have it")),
    Field("on_home", "boolean", Text("首页是否有", "whether the home page has it")),
    Field(
        "host_unit_id", "string", Text("该主机所属网站", "the unit of the list whose host it is")
    ),
    Field("public_body", "boolean", Text("政府域名 gov.cn", "whether the host ends in gov.cn")),
    Field(
        "outcome", "string", Text("本批次核查结果，空为未核查", "outcome, empty if not asked for")
    ),
    Field("status", "integer", Text("状态码", "HTTP status, 0 without one")),
    Field("reason", "string", Text("未核查的原因", "why it was not asked for")),
    Field("final_url", "string", Text("最终地址", "where redirects ended")),
    Field("title", "string", Text("所到页面标题", "title of the page that came")),
    Field("first_checked", "string", Text("首次核查日期", "first day it was asked for")),
    Field("last_checked", "string", Text("最近核查日期", "last day it was asked for")),
)
"""A row for each address outside that a unit links to."""

HOST_FIELDS = (
    Field("host", "string", Text("外部主机", "the host outside")),
    Field(
        "host_unit_id", "string", Text("该主机所属网站", "the unit of the list whose host it is")
    ),
    Field("public_body", "boolean", Text("政府域名 gov.cn", "whether the host ends in gov.cn")),
    Field("units", "integer", Text("链接它的网站数", "how many units link to it")),
    Field("links", "integer", Text("链接地址数", "how many addresses of it are linked to")),
    Field("checked", "integer", Text("已核查地址数", "how many of them were asked for")),
    Field("failed", "integer", Text("核查未通过数", "how many of those showed no page")),
    Field("first_checked", "string", Text("首次核查日期", "first day any was asked for")),
    Field("last_checked", "string", Text("最近核查日期", "last day any was asked for")),
)
"""A row for each host outside that any unit links to."""
