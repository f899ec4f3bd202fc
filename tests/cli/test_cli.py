"""The command line as its users meet it: exit codes, languages, JSON, clear failures."""

from __future__ import annotations

import csv
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govgauge.cli.screen import Lines

SHORT = 60


def govgauge(
    *words: str, cwd: Path | None = None, **options: object
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "govgauge", *words],
        capture_output=True,
        text=True,
        timeout=SHORT,
        cwd=cwd,
        check=False,
        **options,
    )


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("run",), ("resume",), ("judge",), ("verify",), ("inspect",), ("demo",), ("watch",),
        ("evidence", "show"), ("systems", "list"), ("systems", "show"), ("systems", "check"),
        ("detectors", "list"), ("detectors", "show"), ("modelcity", "build"), ("modelcity", "serve"),
        ("sample",),
    ],
)  # fmt: skip
def test_every_command_explains_itself_with_an_example(words: tuple[str, ...]) -> None:
    done = govgauge(*words, "--help")
    assert done.returncode == 0
    if words:
        assert "Example: govgauge" in done.stdout.replace("\n", " ").replace("  ", " ")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("run",), 2, "缺少 sites"),
        (("run", "good.csv", "--day", "3"), 2, "没有选项 --day"),
        (("watch", "good.csv", "--day", "3"), 2, "是否想写 --days？用法见 govgauge watch --help"),
        (("watch", "good.csv", "--days", "0"), 2, "--days 的值不可用：不得小于 1"),
        (("watch", "good.csv", "--days", "x"), 2, "--days 的值不可用：须为整数"),
        (("run", "good.csv", "--policy", "x"), 2, "只能是 'research', 'mandate'"),
        (("watch", "good.csv", "--every", "9", "--visits-a-day", "20"), 2, "two-paces"),
        (("runn",), 2, "没有命令 runn"),
        (("evidence", "delete", "x", "--reason", "y"), 2, "缺少 --by"),
        (("run", "missing.csv"), 2, "unreadable-file [missing.csv]: 无法读取: 文件或目录不存在"),
        (("run", "."), 2, "无法读取: 是目录，不是文件"),
        (("run", "good.csv", "-w", "good.csv"), 3, "无法写入该位置: 是文件，不是目录"),
        (("run", "empty.csv"), 2, "empty-table"),
        (("run", "headings.csv"), 2, "missing-heading"),
        (("run", "latin.csv"), 2, "bad-encoding"),
        (("run", "nothing.csv"), 3, "no-units"),
        (("run", "good.csv", "--system", "nope"), 2, "unknown-system"),
        (("run", "good.csv", "--system", "broken.yaml"), 2, "each-above-points"),
        (("run", "good.csv", "--as-of", "yesterday"), 2, "bad-time"),
        (("run", "good.csv", "--resolve", "x=y"), 2, "bad-resolve"),
        (("run", "good.csv", "--resolve", "x=localhost:80"), 2, "bad-resolve"),
        (("run", "good.csv", "--allow-address", "nonsense"), 2, "bad-address"),
        (("run", "good.csv", "--lang", "fr"), 2, "bad-language"),
        (("run", "good.csv", "--campaign", "../up"), 2, "bad-name"),
        (("resume", "-w", "nowhere"), 2, "no-campaign"),
        (("judge", "-w", "nowhere"), 2, "no-campaign"),
        (("verify", "-w", "nowhere"), 2, "no-campaign"),
        (("detectors", "show", "nope"), 2, "unknown-detector"),
        (("inspect", "ftp://www.a.gov.cn/"), 2, "bad-url: 不是可访问的网址: ftp://www.a.gov.cn/"),
    ],
)
def test_wrong_use_says_what_where_and_what_to_do(
    tmp_path: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "headings.csv").write_text("甲,乙\n1,2\n", "utf-8")
    (tmp_path / "latin.csv").write_bytes(b"url\nhttp://a.gov.cn/\n" + b"\xff\xff\xff")
    (tmp_path / "nothing.csv").write_text("url\nnot an address\n", "utf-8")
    (tmp_path / "good.csv").write_text("url\nhttp://127.0.0.1:1/\n", "utf-8")
    shipped = Path(__file__).parents[2] / "src/govgauge/systems/census-2015.yaml"
    broken = shipped.read_text("utf-8").replace("per_instance: 2\n", "per_instance: 200\n")
    (tmp_path / "broken.yaml").write_text(broken, "utf-8")
    done = govgauge(*words, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "workspace").exists()


def test_a_long_run_into_a_log_file_says_how_far_it_is_and_ever_more_rarely() -> None:
    now, said = 0.0, list[str]()
    lines = Lines("采集", 700, said.append, lambda: now)
    for minute in range(7 * 24 * 60):
        now = minute * 60.0
        lines.to(minute // 15, note=f"{minute} 页")
    assert said[0] == "采集 0/700 1 页"
    assert 100 < len(said) < 200
    assert int(said[-1].split()[2]) > 0.94 * 7 * 24 * 60


@pytest.mark.parametrize("command", [("run",), ("watch", "--once"), ("graph",)])
def test_a_list_without_a_usable_site_names_its_rows(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "sites.csv").write_text("url\nnot an address\nftp://a.gov.cn/\n", "utf-8")
    done = govgauge(command[0], "sites.csv", *command[1:], cwd=tmp_path)
    assert done.returncode == 3
    assert "row 2" in done.stderr
    assert "row 3" in done.stderr


def test_a_city_whose_port_is_taken_names_the_port_and_no_disk(tmp_path: Path) -> None:
    assert govgauge("modelcity", "build", "c", "--sites", "1", cwd=tmp_path).returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = govgauge("modelcity", "serve", "c", "--port", port, cwd=tmp_path)
    assert done.returncode == 2
    assert f"port-taken: 端口 {port} 已被占用" in done.stderr


def test_a_bad_row_is_said_before_a_watch_begins_and_in_its_exit_code(tmp_path: Path) -> None:
    sites = tmp_path / "sites.csv"
    words = ("--once", "--resolve", "*=127.0.0.1:9", "--full-speed")
    sites.write_text("url,unit_id\nhttp://www.a.gov.cn/,abc\n", "utf-8")
    noted = govgauge("watch", "sites.csv", *words, cwd=tmp_path)
    assert "bad-site-code" in noted.stderr
    assert noted.returncode == 0
    sites.write_text("url\nhttp://www.a.gov.cn/\nnot an address\n", "utf-8")
    done = govgauge("watch", "sites.csv", *words, cwd=tmp_path)
    assert done.returncode == 1
    assert "row 3" in done.stderr
    assert "--resolve '*=127.0.0.1:9' --full-speed --once" in done.stdout


@pytest.mark.parametrize("command", ["run", "graph"])
def test_robots_are_set_aside_only_by_an_authorisation_that_covers_the_list(
    tmp_path: Path, command: str
) -> None:
    (tmp_path / "sites.csv").write_text("url\nhttp://www.a.gov.cn/\n", "utf-8")
    mandate = ("sites.csv", "--policy", "mandate")
    none = govgauge(command, *mandate, cwd=tmp_path)
    assert none.returncode == 2
    assert "no-authorisation" in none.stderr
    words = "市政府办公厅; 1号; 2026-11-01; 全市政府网站"
    elsewhere = govgauge(command, *mandate, "--authorisation", words, cwd=tmp_path)
    assert elsewhere.returncode == 2
    assert "authorisation-elsewhere" in elsewhere.stderr
    assert "全市政府网站" in elsewhere.stderr
    assert list(tmp_path.iterdir()) == [tmp_path / "sites.csv"]


def test_a_refused_address_is_named_and_nothing_is_judged(tmp_path: Path) -> None:
    done = govgauge("inspect", "http://127.0.0.1:1/", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 3
    assert "blocked_address" in done.stderr
    assert "--allow-address" in done.stderr


def test_an_unreachable_site_is_not_called_faulty(tmp_path: Path) -> None:
    done = govgauge(
        "inspect",
        "http://www.a.gov.cn/",
        "--resolve",
        "www.a.gov.cn=127.0.0.1:9",
        "--full-speed",
        "--json",
        cwd=tmp_path,
    )
    assert done.returncode == 3
    document = json.loads(done.stdout)
    assert document["result"] == "open"
    assert not [f for f in document["findings"] if f["verdict"] == "unmet"]


def test_what_was_not_seen_is_said_in_words_with_what_to_do(tmp_path: Path) -> None:
    words = ("inspect", "http://www.a.gov.cn/", "--resolve", "www.a.gov.cn=127.0.0.1:9")
    done = govgauge(*words, "--full-speed", cwd=tmp_path)
    assert "没有确证的问题" in done.stdout
    assert "首页可用性" in done.stdout
    assert "连接被拒绝" in done.stdout
    assert "监测期不足" in done.stdout
    assert "先运行 govgauge watch" in done.stdout
    assert "--resolve www.a.gov.cn=127.0.0.1:9 --full-speed" in done.stdout
    for code in ("refused", "period_not_covered", "question_open"):
        assert code not in done.stdout


def test_a_refused_port_shows_its_measurement(tmp_path: Path) -> None:
    words = (
        "inspect",
        "http://www.a.gov.cn/",
        "--resolve",
        "www.a.gov.cn=127.0.0.1:9",
        "--full-speed",
    )
    wide = os.environ | {"COLUMNS": "200"}
    done = govgauge(*words, "--lang", "en", "--no-attachments", cwd=tmp_path, env=wide)
    assert done.returncode == 3
    assert "attachments: not read" in done.stdout
    assert "1 of 1 visits to the home page failed" in done.stdout


def test_an_option_that_changed_is_not_ignored(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("url\nhttp://www.a.gov.cn/\n", "utf-8")
    words = (
        "run",
        "good.csv",
        "--resolve",
        "www.a.gov.cn=127.0.0.1:9",
        "--full-speed",
        "--lang",
        "en",
    )
    assert govgauge(*words, cwd=tmp_path).returncode == 3
    other = govgauge(*words, "--max-pages", "7", "--as-of", "2026-01-01", cwd=tmp_path)
    assert other.returncode == 2
    assert "--max-pages was 2000, is now 7" in other.stderr
    assert "--as-of was" in other.stderr
    assert govgauge(*words, cwd=tmp_path).returncode in (0, 1)


def test_json_is_one_document_on_standard_output() -> None:
    for words in (("systems", "list"), ("detectors", "list"), ("systems", "show", "census-2015")):
        assert json.loads(govgauge(*words, "--json").stdout)


def test_both_languages_are_spoken() -> None:
    assert "指标体系" in govgauge("systems", "list").stdout
    assert "Indicator systems" in govgauge("systems", "list", "--lang", "en").stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "w"
    done = govgauge("demo", "--no-serve", "--sites", "3", "-w", str(folder))
    assert done.returncode == 0, done.stderr
    assert "govgauge verify" in done.stdout
    return folder


def test_the_demo_leaves_every_file_of_the_design(demo: Path) -> None:
    results = demo / "campaigns/demo/results/census-2015@2"
    for name in (
        "findings.parquet", "findings.csv", "assessments.jsonl", "ranking.csv",
        "statistics.json", "reviews.jsonl", "run.json",
    ):  # fmt: skip
        assert (results / name).exists(), name
    report = demo / "campaigns/demo/report/census-2015@2"
    assert (report / "index.html").exists()
    assert (report / "en/index.html").exists()
    assert (report / "tables.xlsx").exists()
    assert govgauge("verify", "-w", str(demo)).returncode == 0


def test_run_json_says_what_was_lifted_and_what_it_cost(demo: Path) -> None:
    run = json.loads((demo / "campaigns/demo/results/census-2015@2/run.json").read_text())
    for name in ("units", "pages", "wall_s", "cpu_s", "pages_per_cpu_s", "peak_rss_mb", "outcomes"):
        assert name in run
    assert run["full_speed"] is True
    assert run["opened"]
    assert run["interrupted"] is False


def test_the_demo_never_empties_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    done = govgauge("demo", "--no-serve", "-w", str(tmp_path))
    assert done.returncode == 2
    assert "not-a-demo" in done.stderr
    assert (tmp_path / "thesis.txt").exists()


def hold_up_robots(described: Path, delay_s: float) -> None:
    """Make every host of the city so slow that no run is over before a test interrupts it."""
    city = json.loads(described.read_text("utf-8"))
    for host in city["hosts"].values():
        host.setdefault("routes", {})["/robots.txt"] = {"delay_s": delay_s}
    described.write_text(json.dumps(city), "utf-8")


def test_ctrl_c_leaves_a_state_from_which_resume_goes_on(tmp_path: Path) -> None:
    govgauge("modelcity", "build", str(tmp_path / "city"), "--sites", "6", "--as-of", "2026-11-24")
    hold_up_robots(tmp_path / "city/city.json", 3.0)
    serve = [sys.executable, "-m", "govgauge.modelcity.server", str(tmp_path / "city")]
    server = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        words = [sys.executable, "-m", "govgauge", "run", str(tmp_path / "city/sites.csv")]
        words += ["-w", str(tmp_path / "w"), "--resolve", f"*={address}", "--full-speed"]
        # A shell starts what it runs in the background deaf to Ctrl-C; this run must hear it.
        process = subprocess.Popen(
            words, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )  # fmt: skip
        units = tmp_path / "w/campaigns/campaign-1/units"
        deadline = time.monotonic() + 20
        while not list(units.glob("*/exchanges-*")) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=SHORT)
        assert process.returncode == 130
        assert "resume" in stderr
        run = json.loads((tmp_path / "w/campaigns/campaign-1/run.json").read_text())
        assert run["interrupted"] is True
        judged = govgauge("judge", "-w", str(tmp_path / "w"), "--lang", "en")
        assert judged.returncode == 1
        assert "not gathered to the end" in judged.stderr
        assert "govgauge resume -w" in judged.stderr
        done = govgauge("resume", "-w", str(tmp_path / "w"), "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["run"]["replayed"] > 0
    finally:
        server.terminate()
        server.wait()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_full_disk_is_said_and_what_was_written_stays_whole(tmp_path: Path, workers: str) -> None:
    def small_files_only() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    city = tmp_path / "city"
    govgauge("modelcity", "build", str(city), "--sites", workers, "--as-of", "2026-11-24")
    serve = [sys.executable, "-m", "govgauge.modelcity.server", str(city)]
    server = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        words = ("run", str(city / "sites.csv"), "-w", str(tmp_path / "w"))
        words += ("--resolve", f"*={address}", "--full-speed", "--workers", workers)
        full = govgauge(*words, preexec_fn=small_files_only)
        assert full.returncode == 3
        assert "disk-full" in full.stderr
        assert "govgauge resume" in full.stderr
        assert "Traceback" not in full.stderr
        done = govgauge(*words, "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["run"]["replayed"] > 0
    finally:
        server.terminate()
        server.wait()


@pytest.mark.parametrize(
    "words",
    [
        ("demo", "--no-serve", "-w", "/proc/govgauge"),
        ("modelcity", "build", "/proc/govgauge", "--sites", "1"),
        ("inspect", "http://127.0.0.1:9/", "-w", "/proc/govgauge"),
    ],
)
def test_a_folder_that_cannot_be_written_is_said(words: tuple[str, ...]) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs a place even root cannot write to")
    done = govgauge(*words)
    assert done.returncode in (2, 3)
    assert "not-writable" in done.stderr
    assert "resume" not in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_evidence_is_said_and_damaged_evidence_is_refused(demo: Path) -> None:
    with (demo / "campaigns/demo/results/census-2015@2/findings.csv").open(
        encoding="utf-8-sig"
    ) as file:
        row = next(r for r in csv.DictReader(file) if r["verdict"] == "unmet")
    show = ("evidence", "show", row["finding_id"], "-w", str(demo), "--lang", "en")
    assert govgauge(*show, "--json").returncode == 0
    (archive,) = (demo / "campaigns/demo/units" / row["unit_id"]).glob("exchanges-*")
    whole = archive.read_bytes()
    try:
        archive.write_bytes(whole[:200])
        for words in (show, (*show, "--json")):
            missing = govgauge(*words)
            assert missing.returncode == 1
            assert "evidence is missing" in missing.stderr
        damaged = bytearray(whole)
        damaged[len(whole) // 2] ^= 0x10
        archive.write_bytes(damaged)
        refused = govgauge(*show)
        assert refused.returncode == 2
        assert "damaged-evidence" in refused.stderr
    finally:
        archive.write_bytes(whole)
