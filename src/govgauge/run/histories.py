"""Former campaigns as their open data published them, for the history of an observatory."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from govgauge.model.failure import BadInput, Place
from govgauge.model.results import Results
from govgauge.model.score import Score
from govgauge.model.text import Text
from govgauge.report.observatory.history import Former, FormerUnit
from govgauge.run.places import campaign_at
from govgauge.store.manifest import file_digest
from govgauge.store.workspace import CampaignFolder, read_json

_DESCRIPTION = "datapackage.json"
_FILES = (_DESCRIPTION, "units.json", "ranking.json")


def former_publications(
    folder: CampaignFolder, results: Results, names: Sequence[str]
) -> tuple[list[Former], str]:
    """What those campaigns of the same workspace published by this system, and a digest of it.

    Only what was published counts: their results may name units that were held back.  Raises
    ``BadInput`` (``which-campaign``, ``history-itself``, ``history-not-published``).
    """
    formers: list[Former] = []
    whole = hashlib.sha256()
    for name in dict.fromkeys(names):
        data = _open_data(folder, results, name)
        formers.append(_former(name, data, results))
        for file in _FILES:
            whole.update(f"{name} {file} {file_digest(data / file)}\n".encode())
    return formers, whole.hexdigest()


def _open_data(folder: CampaignFolder, results: Results, name: str) -> Path:
    if name == folder.path.name:
        raise BadInput(
            "history-itself",
            Text(f"批次 {name} 不能作为自己的历史", f"campaign {name} is no history of itself"),
            Text("写以前的批次", "name a campaign before it"),
            Place(field="--history"),
        )
    former = campaign_at(folder.workspace, name)
    reports = sorted((former.path / "report").glob(f"{results.system.system_id}@*"))
    shelves = [report / place for report in reports for place in _PLACES]
    published = [shelf for shelf in shelves if all((shelf / file).is_file() for file in _FILES)]
    if not published:
        raise BadInput(
            "history-not-published",
            Text(
                f"批次 {name} 没有按 {results.system.system_id} 发布过",
                f"campaign {name} was never published by {results.system.system_id}",
            ),
            Text(
                f"先运行 govgauge publish --campaign {name}",
                f"first run govgauge publish --campaign {name}",
            ),
            Place(field="--history"),
        )
    own = [shelf for shelf in published if _key_of(shelf) == results.system.key]
    return (own or published)[-1]


_PLACES = ("observatory/open-data", "open-data")


def _key_of(shelf: Path) -> str:
    return str(read_json(shelf / _DESCRIPTION)["system"]["key"])


def _former(name: str, data: Path, results: Results) -> Former:
    described = read_json(data / _DESCRIPTION)
    places: dict[str, list[tuple[str, int, int]]] = {}
    for row in read_json(data / "ranking.json"):
        place = (row["group"], row["rank_best"], row["rank_worst"])
        if None not in place:
            places.setdefault(row["unit_id"], []).append(place)
    units = {
        row["unit_id"]: FormerUnit(
            row["result"], _score(row), tuple(places.get(row["unit_id"], ()))
        )
        for row in read_json(data / "units.json")
    }
    return Former(
        campaign=name,
        as_of=datetime.fromisoformat(described["as_of"]),
        system=described["system"]["key"],
        draft=described["status"] == "draft",
        comparable=described["system"]["digest"] == results.system.digest,
        units=units,
    )


def _score(row: dict[str, Any]) -> Score | None:
    if row["low"] is None or row["high"] is None:
        return None
    return Score(Decimal(str(row["low"])), Decimal(str(row["high"])))
