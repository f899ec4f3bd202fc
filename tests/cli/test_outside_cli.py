"""``govgauge outside`` as its users meet it."""

from __future__ import annotations

from pathlib import Path

from .test_cli import govgauge


def test_a_workspace_without_campaigns_is_refused_with_what_to_do(tmp_path: Path) -> None:
    done = govgauge("outside", "-w", "nothing", cwd=tmp_path)
    assert (done.returncode, "no-campaign" in done.stderr) == (2, True)
    assert not (tmp_path / "outside").exists()
