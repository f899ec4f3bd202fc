"""Sketches of units for campaign detectors, one small file a unit and detector.

They follow from facts, so they stand beside the evidence and not in it: what is lost, damaged or
made from other facts or by another version is simply made again.
"""

import hashlib
import shutil
from pathlib import Path

from govgauge import __version__
from govgauge.store.disk import storage_failure
from govgauge.store.workspace import CampaignFolder, safe_name

_FOLDER = "sketches"


class SketchFolder:
    """The sketches one version of one detector made of a campaign's units."""

    def __init__(self, campaign: CampaignFolder, detector: str, version: int) -> None:
        self._path = campaign.path / _FOLDER / safe_name(detector)
        self._made_by = f"{version} {__version__}"

    def read(self, unit_id: str, seal: str) -> bytes | None:
        """The sketch made from the facts with this seal; ``None`` where there is no such."""
        try:
            head, _, sketch = self._file(unit_id).read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise storage_failure(error, self._file(unit_id)) from error
        return sketch if head == self._head(seal, sketch) else None

    def write(self, unit_id: str, seal: str, sketch: bytes) -> None:
        """Keep a sketch.  It is not flushed: after a power cut its digest is wrong, or right."""
        path = self._file(unit_id)
        part = path.with_name(f".{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(self._head(seal, sketch) + b"\n" + sketch)
            part.replace(path)
        except OSError as error:
            raise storage_failure(error, path) from error

    def _file(self, unit_id: str) -> Path:
        return self._path / f"{safe_name(unit_id)}.sketch"

    def _head(self, seal: str, sketch: bytes) -> bytes:
        digest = hashlib.sha256(sketch).hexdigest()[:32]
        return f"{self._made_by} {seal} {digest}".encode()


def remove_sketches(campaign: CampaignFolder) -> None:
    """Remove every sketch: where evidence is deleted, what was made from it goes too."""
    path = campaign.path / _FOLDER
    try:
        shutil.rmtree(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise storage_failure(error, path) from error
