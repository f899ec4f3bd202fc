"""Wrong words: each kind is found, right wording is left alone, floors hold on unseen reports."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from govgauge.detect.wording.building import build, read_reports, read_words, save
from govgauge.detect.wording.checking import Checker, checker, shipped_checker
from govgauge.detect.wording.statistics import load_statistics
from govgauge.detect.wording.suspicion import Slip

sys.path.insert(0, str(Path(__file__).parents[3] / "bench"))
from seeded_errors import seed_errors

REPORTS = Path("data/text/government-work-reports-1978-2025.jsonl.gz")


def slips(text: str, *, wide: bool = False) -> list[tuple[str, str, str]]:
    return [(s.slip.value, s.written, s.meant) for s in shipped_checker().check(text, wide=wide)]


@pytest.mark.parametrize(
    ("written", "slip", "meant"),
    [
        ("落实各项工作部署，确保取得实郊。", Slip.SUBSTITUTED, "得实效"),
        ("加快推进社会主义义现代化建设的进程。", Slip.DOUBLED, "主义现代"),
        ("各级政府要加强对农村工作的导领，落实责任。", Slip.SWAPPED, "领导"),
        ("全面贯彻落实科学发观，切实转变发展方式。", Slip.MISSING, "发展"),
        ("深入开展扫黑险恶专项斗争，维护社会稳定。", Slip.FIXED_PHRASE, "扫黑除恶"),
        ("全面推进依法治国，建设社会主义法制国家。2月30日前完成。", Slip.IMPOSSIBLE, ""),
        ("会议定于2026年13月5日召开，请各单位参加。", Slip.IMPOSSIBLE, ""),
        ("自25时30分起施行交通管制措施，请绕行。", Slip.IMPOSSIBLE, ""),
        ("国内生产总值增长6.5.2%，城镇新增就业增加。", Slip.IMPOSSIBLE, ""),
        ("现将《关于加强安全生产工作的通知印发给你们，请认真贯彻执行。", Slip.UNPAIRED, ""),
    ],
)
def test_each_kind_is_found_and_says_what_was_meant(written: str, slip: Slip, meant: str) -> None:
    found = [s for s in shipped_checker().check(written) if s.slip is slip]
    assert found, slips(written)
    assert meant in found[0].meant or not meant
    assert found[0].written in written
    assert found[0].says.zh and found[0].says.en


@pytest.mark.parametrize(
    "right",
    [
        "一、坚持稳中求进工作总基调。",
        "（一）加强领导；（二）落实责任；1）及时报告；2）按期整改。",
        "“增品种、提品质、创品牌”行动取得新进展，偷排偷放得到遏制。",
        "2024年2月29日；2月29日；12月31日24时00分；24小时值班；项目工期18个月。",
        "比例为1:3，版本号2.0.1，IP 地址192.168.0.1，电话0311-87654321。",
        "去年年底，全省税务系统落实增值税税率调整政策。",
        "天天向上，人人有责，常常联系，渐渐好转，研究研究再说。",
        "《中华人民共和国政府信息公开条例》《中华人民共和国公司法》《中华人民共和国公证法》",
        "石家庄市、呼和浩特市、乌鲁木齐市、阿坝藏族羌族自治州、双江拉祜族佤族布朗族傣族自治县",
        "砚岭市市场监督管理局、临江区区委办公室、石桥镇镇政府",
        "国家霁津畴监督总局、霁畴岑渚文化发展有限公司",
        "新闻中心 【字体：",
        "王嵩、李喆、欧阳瑾、古丽米热等同志参加会议。",
        "The State Council issued a notice on open government data in 2026.",
        "",
        "芷川污水治理管理办法(芷政规[2026]74号)已经印发",
        "根据芷政规〔2026〕第3号文件办理",
        "新华社砚河11月3日电砚河有关部门负责人介绍情况。",
    ],
)
def test_right_wording_is_left_alone(right: str) -> None:
    assert slips(right) == []


def test_what_is_reported_lies_where_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    text = "第一段没有问题。\n我们要坚持推动高质亮发展。\n深入开展扫黑险恶专项斗争。"
    for suspicion in shipped_checker().check(text):
        shown = text[max(0, suspicion.start - 2) : suspicion.end + 2]
        assert suspicion.written in shown or shown in suspicion.written


def test_wide_mode_shows_more_than_strict() -> None:
    text = "这个问体应该怎么解觉，请各位提出意见。"
    assert len(slips(text, wide=True)) >= len(slips(text)) and slips(text, wide=True)


def test_the_same_text_gives_the_same_suspicions_however_it_is_cut() -> None:
    line = "我们要坚持推动高质亮发展，推动高质量发展。\n"
    once = slips(line)
    assert slips(line * 50) == once * 50


@pytest.fixture(scope="module")
def counted_to_2012(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Checker:
    path = tmp_path_factory.mktemp("wording") / "statistics.npz"
    save(path, build(read_reports(shared / REPORTS, 0, 2012), read_words()))
    return checker(load_statistics(path))


def test_floors_on_reports_the_statistics_were_not_counted_from(
    shared: Path, counted_to_2012: Checker
) -> None:
    text = "\n".join(read_reports(shared / REPORTS, 2013, 9999))
    alarms = counted_to_2012.check(text)
    assert len(alarms) / len(text) * 10_000 <= 1.0
    for kind, floor in {"substituted": 0.7, "doubled": 0.5, "swapped": 0.45,
                        "fixed_phrase": 0.95, "title": 0.95, "impossible": 0.95}.items():  # fmt: skip
        seeded = seed_errors(text, kind)
        found = counted_to_2012.check(seeded.text)
        near = [any(s.start - 2 <= at <= s.end + 2 for s in found) for at in seeded.places]
        assert sum(near) / len(near) >= floor, kind


@pytest.mark.parametrize(
    ("name", "floor"),
    [("sighan15-test-simplified", 0.5), ("ecspell-law-test", 0.7), ("ecspell-med-test", 0.65)],
)
def test_wide_mode_detects_wrong_sentences_of_public_sets(
    shared: Path, name: str, floor: float
) -> None:
    right = wrong = missed = 0
    for line in (shared / "data" / "spelling" / f"{name}.tsv").read_text("utf-8").splitlines()[::4]:
        _, written, meant = line.split("\t")
        flagged = bool(shipped_checker().check(written, wide=True))
        right += flagged and written != meant
        wrong += flagged and written == meant
        missed += not flagged and written != meant
    assert 2 * right / (2 * right + wrong + missed) >= floor


@pytest.mark.parametrize("wide", [False, True])
def test_two_words_that_meet_in_one_character_are_no_doubling(wide: bool) -> None:
    for text in (
        "财政部部长出席会议并讲话。",
        "交通运输部部长、外交部部长先后发言。",
        "全面加强工作作风建设，谋划发展展望。",
    ):
        assert not [s for s in slips(text, wide=wide) if s[0] == "doubled"], text
