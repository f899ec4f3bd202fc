"""Evidence: what others read, what no edit escapes, what a signature costs and proves.

A model city is gathered, signed and exported, finding by finding.  Measured: records two other
readers cannot read (E3); records removed or exchanged in a sealed archive that verify misses (E2);
random edits of signed packages that verify misses, and untouched packages it blames (E1); time
stamps that we or openssl cannot verify (E4, a local authority); seconds to export one finding's
evidence (E11); the cost of the append path with and without looking for payloads met before.

Usage: python bench/evidence.py [--quick] [--seed N] [--json FILE]
"""

from __future__ import annotations

import base64
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastwarc
from warcio.archiveiterator import ArchiveIterator

import measure
from city_process import serving
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome
from govgauge.run.export import export_finding
from govgauge.run.places import campaign_at, workspace_at
from govgauge.run.signing import Seals, make_key, sign_evidence
from govgauge.run.verifying import verify_evidence
from govgauge.run.verifying_package import verify_package
from govgauge.store import archive
from govgauge.store.keys import load_key
from govgauge.store.results import ResultsFolder
from govgauge.store.time_stamps import ask_for
from govgauge.store.warc_reading import read_exchanges
from govgauge.store.warc_records import read_records

AS_OF = "2026-11-24"
EXPORT_S = 10.0
GAP_S = 600
APPEND_RATIO = 1.15


def main() -> None:
    options = measure.parser(__doc__)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    rng = random.Random(chosen.seed)
    sites, packages, edits, cuts = (3, 6, 200, 20) if chosen.quick else (12, 40, 1000, 100)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        gather(root, sites)
        folder = campaign_at(root / "w", "c")
        workspace = workspace_at(root / "w")
        key = load_key(root / "w/keys", make_key(workspace, "bench", "bench").key_id)
        sign_evidence(workspace, folder, key.card.key_id, "", ())
        stamp, certificate = local_authority(root / "tsa")
        raw: dict[str, Any] = {}
        raw["reading"] = read_by_others(folder.path)
        raw["records"] = removed_records(folder, rng, cuts)
        exported = export_many(folder, root / "packages", packages, Seals(key, stamp))
        raw["export"] = exported
        raw["packages"] = edited(root / "packages", rng, edits, [key.card], certificate)
        raw["append"] = append_cost()
        raw["stored"] = saved_bytes(root)
    report(chosen, raw)


def gather(root: Path, sites: int) -> None:
    city = root / "city"
    cli("modelcity", "build", str(city), "--seed", "11", "--sites", str(sites), "--as-of", AS_OF)
    with serving(city) as address:
        words = ["run", str(city / "sites.csv"), "-w", str(root / "w"), "--campaign", "c"]
        words += ["--as-of", AS_OF, "--resolve", f"*={address}", "--full-speed", "--workers", "2"]
        cli(*words)


def cli(*words: str) -> None:
    command = [sys.executable, "-m", "govgauge", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"evidence: {' '.join(words)} ended with {done.returncode}\n{done.stderr[-2000:]}")


# -- E3: other readers ---------------------------------------------------------------------------


def read_by_others(campaign: Path) -> dict[str, int]:
    """Records read by us, and errors or differences of warcio and FastWARC."""
    records = revisits = errors = 0
    for path in sorted(campaign.glob("units/*/*.warc.gz")):
        ours = [r.fields["warc-type"] for r in read_records(path)]
        records += len(ours)
        revisits += ours.count("revisit")
        for read in (by_warcio, by_fastwarc):
            try:
                errors += read(path) != ours
            except Exception as error:  # Whatever another reader raises is what is measured.
                print(f"{path.name}: {read.__name__}: {error}")
                errors += 1
    return {"records": records, "revisits": revisits, "errors": errors}


def by_warcio(path: Path) -> list[str]:
    kinds = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
            kinds.append(record.rec_type)
    return kinds


def by_fastwarc(path: Path) -> list[str]:
    kinds = []
    with path.open("rb") as file:
        for record in fastwarc.ArchiveIterator(file, quirks_mode=True):
            kind = record.headers["WARC-Type"]
            if kind == "response" and not record.verify_payload_digest():
                raise ValueError(f"digest of {record.headers['WARC-Target-URI']}")
            kinds.append(kind)
    return kinds


# -- E2: records removed or exchanged ------------------------------------------------------------


def removed_records(folder, rng: random.Random, count: int) -> dict[str, int]:
    """Take one whole exchange out of an archive, or exchange two; verify must tell each time."""
    told = 0
    files = sorted(folder.path.glob("units/*/*.warc.gz"))
    for number in range(count):
        path = rng.choice(files)
        data = path.read_bytes()
        spans = [(s.start, s.end) for s in read_exchanges(path)]
        (a, b), (c, d) = sorted(rng.sample(spans, 2))
        removed = data[:a] + data[b:]
        exchanged = data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]
        path.write_bytes(removed if number % 2 else exchanged)
        told += bool(verify_evidence(folder, lambda done, total: None))
        path.write_bytes(data)
    untouched = len(verify_evidence(folder, lambda done, total: None))
    return {"tried": count, "told": told, "false_alarms": untouched}


# -- E1, E4, E11: packages -----------------------------------------------------------------------


def export_many(folder, target: Path, count: int, seals: Seals) -> dict[str, Any]:
    """Export findings one by one, half of them as public copies; the slowest tells."""
    target.mkdir()
    findings = [
        finding
        for results in folder.all_results()
        for unit in folder.read_units()
        for finding in ResultsFolder(results).findings_of(unit.unit_id)
        if any(e.digest for e in finding.instance.evidence)
    ]
    step = max(1, len(findings) // count)
    seconds = []
    for number, finding in enumerate(findings[::step][:count]):
        begun = time.monotonic()
        path = target / f"{number:03d}.wacz"
        export_finding(folder, finding.finding_id, path, bool(number % 2), seals)
        seconds.append(time.monotonic() - begun)
    return {"findings": len(findings), "exported": len(seconds), "slowest_s": max(seconds)}


def edited(
    packages: Path, rng: random.Random, edits: int, known: list[Any], certificate: Path | None
) -> dict[str, Any]:
    """Untouched packages must be whole and stamped; every edited one must be told."""
    authorities = [certificate] if certificate else []
    paths = sorted(packages.glob("*.wacz"))
    false_alarms = stamped = by_openssl = 0
    widest = 0.0
    for path in paths:
        found = verify_package(path, known, authorities, known[0].key_id)
        false_alarms += not found.whole
        if found.check.stamp is not None:
            stamped += found.check.stamp.proven
            widest = max(widest, abs(found.check.stamp.gap_s))
            by_openssl += openssl_agrees(path, packages, certificate)
    told = 0
    changed = packages / "changed.bin"
    for _ in range(edits):
        data = rng.choice(paths).read_bytes()
        wrong = edit(data, rng)
        while wrong == data:
            wrong = edit(data, rng)
        changed.write_bytes(wrong)
        told += not verify_package(changed, known, authorities, "").whole
    return {
        "packages": len(paths),
        "false_alarms": false_alarms,
        "stamped": stamped,
        "by_openssl": by_openssl,
        "gap_s": widest,
        "edits": edits,
        "told": told,
    }


def edit(data: bytes, rng: random.Random) -> bytes:
    """Flip a bit, insert, delete, cut the end, or exchange two runs of bytes."""
    at = rng.randrange(len(data))
    kind = rng.randrange(5)
    if kind == 0:
        return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + rng.randbytes(rng.randrange(1, 9)) + data[at:]
    if kind == 2:
        return data[:at] + data[at + rng.randrange(1, 9) :]
    if kind == 3:
        return data[:at]
    first, second = sorted(rng.sample(range(len(data)), 2))
    size = min(rng.randrange(1, 400), second - first)
    a, b = data[first : first + size], data[second : second + size]
    return data[:first] + b + data[first + size : second] + a + data[second + len(b) :]


def local_authority(folder: Path) -> tuple[Callable[[bytes], bytes] | None, Path | None]:
    """A time-stamp authority made with openssl; nothing where it is not installed."""
    if shutil.which("openssl") is None:
        print("time stamps left out: openssl is not installed")
        return None, None
    folder.mkdir()
    (folder / "tsa.cnf").write_text(
        f"[one]\nserial={folder}/serial\nsigner_cert={folder}/tsa.pem\nsigner_key={folder}/tsa.key\n"
        "signer_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\ness_cert_id_alg=sha256\n"
    )
    (folder / "serial").write_text("01\n")
    (folder / "ext").write_text("extendedKeyUsage=critical,timeStamping\n")
    curve = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    for words in (
        f"req -x509 {curve} -keyout ca.key -out ca.pem -subj /CN=root -days 9",
        f"req {curve} -keyout tsa.key -out tsa.csr -subj /CN=authority",
        "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 9 -extfile ext "
        "-out tsa.pem",
    ):
        subprocess.run(["openssl", *words.split()], cwd=folder, check=True, capture_output=True)

    def stamp(signature: bytes) -> bytes:
        (folder / "q").write_bytes(ask_for(signature).data)
        words = "ts -reply -config tsa.cnf -section one -queryfile q -out r"
        subprocess.run(["openssl", *words.split()], cwd=folder, check=True, capture_output=True)
        return (folder / "r").read_bytes()

    return stamp, folder / "ca.pem"


def openssl_agrees(path: Path, folder: Path, certificate: Path | None) -> bool:
    """``openssl ts -verify`` over the signature and token taken out of a package."""
    with zipfile.ZipFile(path) as package:
        digest = json.loads(package.read("datapackage-digest.json"))["govgauge_signature"]
    (folder / "sig").write_bytes(base64.b64decode(digest["signature"]))
    (folder / "tsr").write_bytes(base64.b64decode(digest["time_stamp"]))
    words = ["openssl", "ts", "-verify", "-data", "sig", "-in", "tsr", "-CAfile", str(certificate)]
    return subprocess.run(words, cwd=folder, capture_output=True, check=False).returncode == 0


# -- the append path -----------------------------------------------------------------------------


def pages(count: int) -> list[Exchange]:
    rng = random.Random(1)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    made = []
    for number in range(count):
        rows = (
            f"<li><a href='/{rng.randrange(9999)}.html'>栏目</a> {rng.random()}</li>"
            for _ in range(380)
        )
        made.append(
            Exchange(
                f"http://www.a.gov.cn/{number}.html", Purpose.PAGE, 1, Outcome.OK, 200,
                b"GET / HTTP/1.1\r\n\r\n", head, "".join(rows).encode(), 1_795_000_000.0,
            )
        )  # fmt: skip
    return made


def append_cost() -> dict[str, float]:
    """CPU microseconds a 25 KB exchange, best of several turns, taken in turn."""
    made = pages(300)
    usual = archive._WORTH_BYTES
    best = {"with": float("inf"), "without": float("inf")}
    for turn in range(12):
        name = "with" if turn % 2 else "without"
        archive._WORTH_BYTES = usual if turn % 2 else 1 << 60
        with tempfile.TemporaryDirectory() as folder:
            kept = archive.UnitArchive(Path(folder), "bench")
            begun = time.process_time()
            for page in made:
                kept.append(page)
            best[name] = min(best[name], (time.process_time() - begun) / len(made) * 1e6)
            kept.close()
    archive._WORTH_BYTES = usual
    return best


def saved_bytes(root: Path) -> dict[str, int]:
    """What 300 addresses that all show one 25 KB page cost on disk, with and without revisits."""
    (page,) = pages(1)
    sizes = {}
    usual = archive._WORTH_BYTES
    for name, worth in (("with", usual), ("without", 1 << 60)):
        archive._WORTH_BYTES = worth
        kept = archive.UnitArchive(root / name, "bench")
        for number in range(300):
            kept.append(
                Exchange(
                    f"http://a.gov.cn/{number}", Purpose.PAGE, 1, Outcome.OK, 200, b"", page.header,
                    page.body, 1_795_000_000.0,
                )
            )  # fmt: skip
        kept.close()
        sizes[name] = sum(p.stat().st_size for p in (root / name).iterdir())
    archive._WORTH_BYTES = usual
    return sizes


def report(options, raw: dict[str, Any]) -> None:
    reading, records, packages = raw["reading"], raw["records"], raw["packages"]
    export, append, stored = raw["export"], raw["append"], raw["stored"]
    ratio = append["with"] / append["without"]
    for what, figure in (
        (
            "records two other readers read",
            f"{reading['records']} ({reading['revisits']} revisits)",
        ),
        ("files one of them read otherwise", reading["errors"]),
        ("records removed or exchanged, told", f"{records['told']} of {records['tried']}"),
        ("random edits of packages, told", f"{packages['told']} of {packages['edits']}"),
        ("untouched packages blamed", f"{packages['false_alarms']} of {packages['packages']}"),
        ("time stamps verified by us, openssl", f"{packages['stamped']}, {packages['by_openssl']}"),
        ("widest gap, signing to stamp", f"{packages['gap_s']:.1f} s (bar {GAP_S})"),
        (f"slowest of {export['exported']} exports", f"{export['slowest_s']:.2f} s"),
        ("append a 25 KB exchange, CPU", f"{append['with']:.1f} µs"),
        ("  not looking for known payloads", f"{append['without']:.1f} µs (ratio {ratio:.3f})"),
        ("300 addresses with one page, on disk", f"{stored['with']} bytes"),
        ("  without revisits", f"{stored['without']} bytes"),
    ):
        print(f"{what:38s} {figure}")
    stamps_hold = packages["gap_s"] <= GAP_S and (
        not packages["stamped"]
        or packages["stamped"] == packages["by_openssl"] == packages["packages"]
    )
    holds = (
        reading["errors"] == 0
        and records["told"] == records["tried"]
        and records["false_alarms"] == 0
        and packages["told"] == packages["edits"]
        and packages["false_alarms"] == 0
        and stamps_hold
        and raw["export"]["slowest_s"] <= EXPORT_S
        and ratio <= APPEND_RATIO
    )
    figure = (
        f"{packages['told']}/{packages['edits']} edits and {records['told']}/{records['tried']} "
        f"records told, {packages['false_alarms']} false alarms, {reading['errors']} reading errors, "
        f"slowest export {raw['export']['slowest_s']:.2f} s"
    )
    bar = f"all told, 0 false alarms, 0 errors, {EXPORT_S:.0f} s"
    measure.close("evidence", figure, bar, holds, options.json, raw)


if __name__ == "__main__":
    main()
