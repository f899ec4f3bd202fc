"""Where everything lies below one workspace folder; nothing is written outside it."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import orjson

from govgauge import __version__
from govgauge.model.campaign import Campaign
from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text
from govgauge.model.unit import Column, Unit
from govgauge.store.disk import flush_folder, storage_failure
from govgauge.store.locks import coordinator_lock, worker_lock
from govgauge.store.records import (
    campaign_from_json,
    campaign_to_json,
    canonical_json,
    column_from_json,
    column_to_json,
    unit_from_json,
    unit_to_json,
)

_COLUMNS = "columns.json"
_SAFE_NAME = re.compile(r"[\w][\w.@ -]{0,99}")


def safe_name(name: str) -> str:
    """A name that can be one folder, or ``BadInput``."""
    if _SAFE_NAME.fullmatch(name) and ".." not in name and name.strip() == name:
        return name
    raise BadInput(
        "bad-name",
        Text(f"名称 {name!r} 不能用作目录名", f"{name!r} cannot be the name of a folder"),
        Text("只用字母、数字、汉字、-、_、.", "use letters, digits, - _ . only"),
    )


def write_atomic(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: a temporary file beside it, flushed, then renamed."""
    write_lines(path, (data,))


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """The same line by line, for files that need not stand in memory whole."""
    temporary = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise storage_failure(error, path) from error
    except BaseException:
        # What makes the lines failed: nothing half written stays.
        temporary.unlink(missing_ok=True)
        raise


def read_json(path: Path) -> Any:
    """A JSON file of ours, or ``BadInput`` naming it."""
    try:
        return orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise BadInput(
            "damaged-file",
            Text("文件缺失或损坏", "the file is missing or damaged"),
            Text("运行 govgauge verify 查看范围", "run govgauge verify to see how much is damaged"),
            Place.in_file(path),
        ) from error


def _unknown_form(document: Any, path: Path) -> BadInput:
    version = document.get("version", "?") if isinstance(document, dict) else "?"
    return BadInput(
        "other-version",
        Text(
            f"该批次由 {version} 版建立，本版（{__version__}）读不懂",
            f"this campaign was begun by version {version}; this one ({__version__}) cannot read it",
        ),
        Text(f"用 {version} 版打开它", f"open it with version {version}"),
        Place.in_file(path),
    )


class UnitFolder:
    """The folder of one unit in a campaign."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.facts = path / "facts"
        self.visits = path / "visits.parquet"
        self.manifest = path / "manifest.json"
        self.done = path / "done.json"

    @property
    def is_done(self) -> bool:
        """True when the unit was gathered to its end."""
        return self.done.exists()

    def sweep(self) -> None:
        """Remove what a killed run left half written."""
        for part in self.path.glob(".*.part"):
            if part.is_dir():
                shutil.rmtree(part, ignore_errors=True)
            else:
                part.unlink(missing_ok=True)


class CampaignFolder:
    """The folder of one campaign."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def workspace(self) -> Path:
        """The folder of the workspace the campaign is in."""
        return self.path.parent.parent

    @property
    def exists(self) -> bool:
        """True when the campaign was planned before."""
        return (self.path / "campaign.json").exists()

    def unit(self, unit_id: str) -> UnitFolder:
        """One unit's folder."""
        return UnitFolder(self.path / "units" / safe_name(unit_id))

    def results(self, system_key: str) -> Path:
        """The results by one system (``id@version``)."""
        return self.path / "results" / safe_name(system_key)

    def judged_from(self, system_key: str) -> Path:
        """The seals of the evidence that the findings by one system were made from."""
        return self.path / "judged" / f"{safe_name(system_key)}.json"

    def report(self, system_key: str) -> Path:
        """The report by one system."""
        return self.path / "report" / safe_name(system_key)

    def all_results(self) -> list[Path]:
        """Every system's results so far."""
        return sorted(p for p in (self.path / "results").glob("*") if p.is_dir())

    def write_campaign(self, campaign: Campaign) -> None:
        """Write the campaign's head."""
        write_atomic(self.path / "campaign.json", canonical_json(campaign_to_json(campaign)))

    def read_campaign(self) -> Campaign:
        """The campaign's head; ``BadInput`` (``other-version``) when we do not know its form."""
        path = self.path / "campaign.json"
        document = read_json(path)
        try:
            return campaign_from_json(document)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise _unknown_form(document, path) from error

    def system_copy(self, system_key: str) -> Path:
        """The copy of a system's file that this campaign was judged by; kept with the evidence."""
        return self.path / "systems" / f"{safe_name(system_key)}.yaml"

    def write_units(self, units: Sequence[Unit]) -> None:
        """Write the units as they were read from the list."""
        write_atomic(self.path / "units.json", canonical_json([unit_to_json(u) for u in units]))

    def read_units(self) -> tuple[Unit, ...]:
        """The campaign's units in the order of the list."""
        return tuple(unit_from_json(u) for u in read_json(self.path / "units.json"))

    def write_columns(self, columns: Sequence[Column]) -> None:
        """Write the list of columns that judging goes by."""
        rows = [column_to_json(column) for column in columns]
        write_atomic(self.path / _COLUMNS, canonical_json(rows))

    def read_columns(self) -> tuple[Column, ...]:
        """The list of columns that judging goes by; empty where none was given."""
        path = self.path / _COLUMNS
        return tuple(column_from_json(row) for row in read_json(path)) if path.exists() else ()

    def columns_digest(self) -> str:
        """The digest of that list, empty where none was given."""
        path = self.path / _COLUMNS
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""

    def write_run_facts(self, facts: dict[str, Any]) -> None:
        """Machine facts of the last gathering run, or of one that is under way."""
        write_atomic(self.path / "run.json", canonical_json(facts))

    def read_run_facts(self) -> dict[str, Any]:
        """Machine facts of the last gathering run; empty when there was none."""
        path = self.path / "run.json"
        facts: dict[str, Any] = read_json(path) if path.exists() else {}
        return facts

    def locked(self) -> AbstractContextManager[None]:
        """Keep a second run of this campaign out (``campaign-busy`` names the one inside)."""
        return coordinator_lock(self.path)

    def as_worker(self) -> AbstractContextManager[None]:
        """Be seen as a worker of the running campaign: the next run waits for our end."""
        return worker_lock(self.path)


class Workspace:
    """One workspace folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def campaign(self, name: str) -> CampaignFolder:
        """One campaign's folder."""
        return CampaignFolder(self.root / "campaigns" / safe_name(name))

    def campaign_names(self) -> list[str]:
        """The campaigns there are."""
        return sorted(p.parent.name for p in self.root.glob("campaigns/*/campaign.json"))
