"""One site now: a campaign of one unit, in a workspace that may be thrown away."""

import tempfile
from datetime import datetime
from pathlib import Path

import attrs

from govgauge.model.campaign import Plan
from govgauge.model.failure import BadInput
from govgauge.registry.sites import read_sites
from govgauge.run.campaigns import RunEnd, Watcher, start_campaign
from govgauge.run.places import workspace_at
from govgauge.run.planning import BEIJING, ignore
from govgauge.store.workspace import Workspace


def inspect_site(
    url: str,
    system_name: str,
    root: Path | None,
    as_of: datetime | None,
    plan: Plan,
    watcher: Watcher,
) -> RunEnd:
    """Gather and judge one address; without a folder the evidence is dropped afterwards.

    The site goes through the same list, campaign and files as any other, so that what one
    inspection says a campaign says too.
    """
    with tempfile.TemporaryDirectory(prefix="govgauge-") as scratch:
        sites = Path(scratch) / "sites.csv"
        sites.write_text(f"url\n{_quoted(url)}\n", "utf-8")
        _check(sites)
        workspace = workspace_at(root if root is not None else Path(scratch) / "workspace")
        name = _free_name(workspace)
        watcher = attrs.evolve(watcher, listed=ignore)  # Of a list the user never wrote.
        end = start_campaign(sites, system_name, workspace, name, as_of, plan, 1, True, watcher)
        findings = {u: tuple(end.results.findings_of(u)) for u in end.results.units}
        attachments = {u: end.results.attachments_of(u) for u in end.results.units}
    # The scratch folder is gone now: what was read from it stands in memory.
    kept = attrs.evolve(
        end.results,
        findings_of=findings.__getitem__,
        attachments_of=attachments.__getitem__,
    )
    return attrs.evolve(end, results=kept)


def _check(sites: Path) -> None:
    """Refuse an unusable address without naming a list the user never wrote."""
    try:
        read_sites(sites, strict=True)
    except BadInput as error:
        raise BadInput(error.code, error.what, error.remedy) from error


def _free_name(workspace: Workspace) -> str:
    """A campaign of its own for every inspection: what was kept before is not looked at again."""
    stamp = datetime.now(BEIJING).strftime("inspect-%Y%m%d-%H%M%S")
    name, number = stamp, 1
    while workspace.campaign(name).path.exists():
        number += 1
        name = f"{stamp}-{number}"
    return name


def _quoted(url: str) -> str:
    return '"' + url.replace('"', '""') + '"'
