"""Checking the evidence of a campaign byte by byte."""

from collections.abc import Callable

from govgauge.store.manifest import Damage, verify_campaign
from govgauge.store.workspace import CampaignFolder


def verify_evidence(folder: CampaignFolder, progress: Callable[[int, int], None]) -> list[Damage]:
    """Every file that is not as its manifest says; empty when the evidence is whole."""
    return verify_campaign(folder.path, progress)
