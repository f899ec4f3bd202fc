"""incomplete_guides: the eight elements of each guide, and what must not be taken for lacking."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.detect.guides.fillings import says_nothing
from govgauge.model.failure import BadInput

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("incomplete_guides"), ids=lambda case: case["name"])
def test_incomplete_guides(case: dict[str, Any]) -> None:
    detection = judged("incomplete_guides", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["raised"]
    assert detection.population == "guides"
    if "values" in case:
        assert [i.value for i in detection.instances] == case["values"]
    if "reason" in case:
        assert detection.reason == case["reason"]
    for instance, words in zip(detection.instances, case.get("says", ()), strict=False):
        assert all(word in instance.says.zh for word in words)


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("basis", "相关法规"),
        ("basis", "国家有关法律法规和政策规定"),
        ("basis", "按规定"),
        ("materials", "详见窗口"),
        ("materials", "按要求提供相关材料"),
        ("steps", "按照有关程序办理。"),
        ("place", "请咨询相关部门"),
        ("phone", "/"),
        ("hours", "待定"),
        ("conditions", "符合相关规定条件"),
        ("basis", "无"),
        ("steps", "依法办理"),
    ],
)
def test_fillings_that_say_nothing(element: str, text: str) -> None:
    assert says_nothing(element, text)


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("basis", "《中华人民共和国行政许可法》"),
        ("basis", "国务院令第412号"),
        ("materials", "身份证"),
        ("materials", "无"),
        ("materials", "申请书"),
        ("steps", "申请—受理—审核—办结"),
        ("place", "县民政局"),
        ("place", "政务服务大厅三楼"),
        ("phone", "12345"),
        ("hours", "工作日"),
        ("hours", "上班时间"),
        ("conditions", "无"),
        ("conditions", "有合法身份的申请人"),
        ("basis", "相关法规：《烟花爆竹安全管理条例》"),
        ("fee", "不收费"),
        ("place", "各乡镇便民服务中心"),
        ("place", "办事大厅"),
    ],
)
def test_fillings_that_say_something(element: str, text: str) -> None:
    assert not says_nothing(element, text)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(BadInput, match="each"):
        judged("incomplete_guides", {}, {"each": "page"})
