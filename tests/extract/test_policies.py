"""Policy documents and interpretations are told apart and read on any template."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govgauge.extract.page import read_page
from govgauge.model.reading import Policy

_PROSE = "各镇街要把养老服务摆在重要位置，细化分工，压实责任，按月报送进度。" * 4
_FORMS = {
    "prose": ("<div>{}</div>", "<p>{}：{}</p>"),
    "definition list": ("<dl>{}</dl>", "<dt>{}</dt><dd>{}</dd>"),
    "table without colons": ("<table>{}</table>", "<tr><th>{}</th><td>{}</td></tr>"),
    "bold labels": ("<ul>{}</ul>", "<li><b>{}：</b>{}</li>"),
}
_FIELDS = (
    ("文　号", "甲政发[2026] 7 号"),
    ("成文日期", "2026年8月20日"),
    ("发文机关", "甲县人民政府"),
    ("有效性", "有效"),
)


def policy_of(title: str, body: str = _PROSE, column: str = "政策文件") -> Policy | None:
    html = (
        f"<html><head><title>{title}</title></head><body><div>当前位置：<a href='/'>首页</a> &gt; "
        f"<a href='/z/'>{column}</a> &gt; 正文</div><h1>{title}</h1><p>发布日期：2026-09-01</p>{body}"
        "<p>【打印】【关闭】</p><p>友情链接</p><p>乙县人民政府</p></body></html>"
    )
    return read_page(html.encode(), "text/html; charset=utf-8", "http://www.a.gov.cn/z/1").policy


@pytest.mark.parametrize("form", _FORMS)
def test_particulars_read_alike_in_every_form(form: str) -> None:
    around, pair = _FORMS[form]
    fields = around.format("".join(pair.format(*field) for field in _FIELDS))
    policy = policy_of("甲县养老服务补贴管理办法", fields + f"<p>{_PROSE}</p>")
    assert policy is not None
    assert (policy.role, policy.number) == ("document", "甲政发〔2026〕7号")
    assert (policy.written, policy.issuer, policy.validity) == (
        "2026-08-20",
        "甲县人民政府",
        "有效",
    )
    assert policy.text_chars >= 100
    assert "乙县" not in policy.text


@pytest.mark.parametrize(
    ("title", "role", "subject"),
    [
        ("《甲县养老办法》解读", "interpretation", "甲县养老办法"),
        ("一图读懂《甲县养老办法》", "interpretation", "甲县养老办法"),
        ("解读：甲县人民政府关于养老服务工作的通知", "interpretation", "甲县人民政府关于养老服务工作的通知"),
        ("关于《甲县关于印发〈养老办法〉的通知》的政策解读", "interpretation", "甲县关于印发〈养老办法〉的通知"),
        ("甲县关于做好政策解读工作的通知", "document", ""),
        ("关于印发《甲县政策解读办法》的通知", "document", ""),
        ("甲县养老办法", "document", ""),
    ],
)  # fmt: skip
def test_titles_tell_what_a_page_is(title: str, role: str, subject: str) -> None:
    policy = policy_of(title)
    assert policy is not None
    assert (policy.role, policy.subject) == (role, subject)


def test_a_page_of_another_column_without_a_number_is_neither() -> None:
    assert policy_of("甲县召开养老服务会议", column="政务要闻") is None
    assert policy_of("甲县关于养老服务的通知", column="通知公告") is None


def test_what_the_text_begins_with_names_the_subject_and_its_number() -> None:
    body = f"<p>近日，甲县印发《甲县养老办法》（甲政发〔2026〕7号）。</p><p>{_PROSE}</p>"
    policy = policy_of("养老新政解读", body, column="政策解读")
    assert policy is not None
    assert (policy.subject, policy.subject_from) == ("甲县养老办法", "text")
    assert (policy.subject_number, policy.confidence) == ("甲政发〔2026〕7号", 0.8)


def test_a_number_stands_under_the_title_or_in_it_but_not_in_the_text() -> None:
    below = policy_of("甲县养老办法", f"<p>甲政发〔2026〕7号</p><p>{_PROSE}</p>")
    within = policy_of("甲县养老办法（甲政发〔2026〕7号）", f"<p>{_PROSE}</p>")
    cited = policy_of("甲县养老办法", f"<p>{_PROSE}</p>" * 14 + "<p>乙政发〔2020〕1号</p>")
    assert [p.number for p in (below, within, cited) if p] == ["甲政发〔2026〕7号"] * 2 + [""]


def test_the_signature_tells_who_and_when() -> None:
    policy = policy_of(
        "甲县养老办法", f"<p>{_PROSE}</p><p>甲县人民政府</p><p>二〇二六年八月二十日</p>"
    )
    assert policy is not None
    assert (policy.signed_by, policy.signed_on) == ("甲县人民政府", "2026-08-20")


def test_real_documents_show_number_date_and_issuer(shared: Path) -> None:
    folder = shared / "data" / "pages"
    documents = json.loads((folder / "state-council.json").read_text("utf-8"))["documents"]
    wrong = {"number": 0, "written": 0, "issuer": 0, "signed_by": 0}
    for document in documents:
        page = (folder / document["file"]).read_bytes()
        policy = read_page(page, "text/html; charset=utf-8", document["url"]).policy
        assert policy is not None
        assert policy.role == "document"
        wrong["number"] += policy.number != document["document_number"]
        wrong["written"] += policy.written != document["written_date"]
        wrong["issuer"] += policy.issuer != document["issuer"]
        wrong["signed_by"] += policy.signed_by != document["issuer"].replace("、", "")
    assert len(documents) == 30
    assert max(wrong.values()) <= 1, wrong


def test_real_pages_that_are_no_documents_are_none(shared: Path) -> None:
    folder = shared / "data" / "pages"
    for name in ("shanxi-portal-article", "zhejiang-drc-article", "cmse-press-conference"):
        page = (folder / f"{name}.html").read_bytes()
        assert read_page(page, "text/html", "http://www.a.gov.cn/").policy is None
