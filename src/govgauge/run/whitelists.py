"""A campaign's whitelist: given once, kept with the campaign, replaced when given anew."""

from pathlib import Path

from govgauge.model.whitelist import NOTHING_ALLOWED, Whitelist
from govgauge.registry.whitelist import read_whitelist
from govgauge.store.whitelists import write_whitelist
from govgauge.store.workspace import CampaignFolder

__all__ = ["keep_whitelist", "kept_whitelist", "read_whitelist"]


def keep_whitelist(folder: CampaignFolder, whitelist: Whitelist | None) -> None:
    """Judge this campaign with ``whitelist`` from now on; ``None`` leaves it as it is."""
    if whitelist is not None and whitelist != kept_whitelist(folder):
        write_whitelist(_path(folder), whitelist)


def kept_whitelist(folder: CampaignFolder) -> Whitelist:
    """The whitelist a campaign is judged with; one that allows nothing where none was given."""
    path = _path(folder)
    return read_whitelist(path) if path.exists() else NOTHING_ALLOWED


def _path(folder: CampaignFolder) -> Path:
    return folder.path / "whitelist.csv"
