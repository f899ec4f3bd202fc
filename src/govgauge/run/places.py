"""Finding the workspace and the campaign a command speaks of."""

from pathlib import Path

from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text
from govgauge.store.workspace import CampaignFolder, Workspace


def workspace_at(root: Path) -> Workspace:
    """The workspace in a folder; it is created when something is first written."""
    return Workspace(root)


def campaign_at(root: Path, name: str) -> CampaignFolder:
    """A campaign that exists: the named one, or the only one there is."""
    workspace = Workspace(root)
    names = workspace.campaign_names()
    if not names:
        raise BadInput(
            "no-campaign",
            Text(f"{root} 中没有检查批次", f"there is no campaign in {root}"),
            Text(
                "先运行 govgauge run SITES -w DIR，或用 -w 指定工作区",
                "run govgauge run SITES -w DIR first, or name the workspace with -w",
            ),
            Place.in_file(root),
        )
    if not name and len(names) == 1:
        name = names[0]
    if name not in names:
        listed = ", ".join(names)
        raise BadInput(
            "which-campaign",
            Text(f"没有批次 {name}" if name else "有多个批次", f"which campaign? no {name!r}"),
            Text(f"用 --campaign 选择: {listed}", f"choose with --campaign: {listed}"),
            Place.in_file(root),
        )
    return workspace.campaign(name)
