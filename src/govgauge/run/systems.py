"""The indicator system a campaign is judged by; its file is kept with the evidence.

Results of one ``id@version`` must mean one content for good, on any machine: the campaign judges
by its own copy, and a changed file under the same version is refused.
"""

from pathlib import Path

from govgauge import __version__
from govgauge.detect import find_detectors
from govgauge.model.campaign import Campaign
from govgauge.model.detector import ShelvedDetector
from govgauge.model.failure import BadInput, Conflict, Place
from govgauge.model.kinds import TEXTS
from govgauge.model.system import IndicatorSystem
from govgauge.model.text import Text
from govgauge.score.load import find_system, load_system
from govgauge.store.manifest import seal_system
from govgauge.store.workspace import CampaignFolder, write_atomic

Shelf = dict[str, ShelvedDetector]


def load_known_system(name: str) -> tuple[IndicatorSystem, Shelf]:
    """An indicator system by id or file, checked against the detectors on the shelf."""
    return _load(find_system(name))


def judging_system(
    folder: CampaignFolder, campaign: Campaign, name: str
) -> tuple[IndicatorSystem, Shelf]:
    """The named system, a copy of it kept; without a name the campaign's own."""
    if not name:
        return _own_system(folder, campaign)
    path = find_system(name)
    system, shelf = load_known_system(name)
    held = held_digest(folder, campaign, system)
    if held not in ("", system.digest):
        raise _changed(system.key, path)
    keep_system(folder, system, path)
    return system, shelf


def system_of_results(folder: CampaignFolder, key: str) -> IndicatorSystem:
    """The system some results of a campaign were made by, from the copy kept with it."""
    copy = folder.system_copy(key)
    return _load(copy if copy.exists() else find_system(key.split("@")[0]))[0]


def asks_for_texts(system: IndicatorSystem, shelf: Shelf) -> bool:
    """Whether some detector of a system reads the wording of pages."""
    return any(TEXTS in shelf[detector].about.needs for detector, _ in system.runs())


def keep_system(folder: CampaignFolder, system: IndicatorSystem, path: Path) -> None:
    """Copy a system's file into the campaign, once."""
    copy = folder.system_copy(system.key)
    if not copy.exists():
        write_atomic(copy, path.read_bytes())
        seal_system(folder.path, copy)


def held_digest(folder: CampaignFolder, campaign: Campaign, system: IndicatorSystem) -> str:
    """The digest this campaign knows a system's ``id@version`` by; empty for one new to it."""
    copy = folder.system_copy(system.key)
    if copy.exists():
        # Read again, because another version of govgauge may put more into the digest.
        return _load(copy)[0].digest
    return campaign.system_digest if campaign.system in (system.key, system.system_id) else ""


def _load(path: Path) -> tuple[IndicatorSystem, Shelf]:
    shelf = find_detectors()
    known = {detector: shelved.about for detector, shelved in shelf.items()}
    return load_system(path, known), shelf


def _own_system(folder: CampaignFolder, campaign: Campaign) -> tuple[IndicatorSystem, Shelf]:
    if "@" not in campaign.system:  # From before copies were kept: an id, or the path of a file.
        path = find_system(campaign.system)
        system, shelf = _load(path)
        if system.digest != campaign.system_digest:
            raise _changed(system.key, path)
        return system, shelf
    copy = folder.system_copy(campaign.system)
    system, shelf = _load(copy)
    if system.digest != campaign.system_digest and campaign.version == __version__:
        raise BadInput(
            "damaged-system",
            Text("批次内的指标体系副本已被改动", "the campaign's copy of its system was changed"),
            Text(
                "运行 govgauge verify，从备份恢复该文件", "run govgauge verify; restore this file"
            ),
            Place.in_file(copy),
        )
    return system, shelf


def _changed(key: str, path: Path) -> Conflict:
    return Conflict(
        "system-changed",
        Text(
            f"指标体系 {key} 的内容与本批次所用的不同，版本号却相同",
            f"system {key} has another content than this campaign knows under that version",
        ),
        Text(
            "提高文件中的 version 后再评判；旧版本的结果保留",
            "raise version in the file and judge again; the results of the old one stay",
        ),
        Place.in_file(path),
    )
