"""What there is to judge by: detectors, and indicator systems checked against them."""

from pathlib import Path

from govgauge.detect import find_detectors
from govgauge.model.detector import ShelvedDetector
from govgauge.model.failure import Problem
from govgauge.model.system import IndicatorSystem
from govgauge.run.campaigns import load_known_system
from govgauge.score.load import check_system, list_systems, shipped_folder


def shelf() -> dict[str, ShelvedDetector]:
    """Every detector by id."""
    return find_detectors()


def known_system(name: str) -> IndicatorSystem:
    """One system by id or file."""
    return load_known_system(name)[0]


def list_known_systems() -> list[IndicatorSystem]:
    """Every system that ships."""
    return [known_system(name) for name in list_systems()]


def check_system_file(path: Path) -> list[Problem]:
    """Every mistake in a system file."""
    known = {name: shelved.about for name, shelved in find_detectors().items()}
    return check_system(path, known)


def system_schema() -> str:
    """The JSON Schema of system files, as text."""
    return (shipped_folder() / "schema.json").read_text("utf-8")
