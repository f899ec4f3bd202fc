"""Every stage of the reference example agrees: scores to 1e-10, ranks one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from govgauge.score.composite.ranking import competition_ranks
from govgauge.score.robustness.replicate import rerun
from tests.score import asem_replications, asem_stages
from tests.score.asem import Agreement, asem

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module", autouse=True)
def _reference(shared: Path) -> None:
    if not (shared / "reference" / "coinr").is_dir():
        pytest.skip("needs ../shared/reference/coinr beside the repository")


def check(stages: list[Agreement]) -> None:
    assert stages
    assert all(stage.numbers > 0 for stage in stages)
    assert [stage for stage in stages if not stage.holds] == []


def test_every_step_from_raw_values_to_the_index() -> None:
    check(asem_stages.steps())


def test_ranks_in_all_and_by_group() -> None:
    check(asem_stages.ranks())


def test_other_normalisations_and_other_means() -> None:
    check(asem_stages.alternatives())


def test_the_structure_of_the_indicators() -> None:
    check(asem_stages.structure())


def test_what_changes_without_an_item_or_a_pillar() -> None:
    check(asem_stages.removals())


def test_the_five_year_panel() -> None:
    check(asem_stages.panel())


def test_all_ranks_of_the_thousand_stored_replications() -> None:
    found = asem_replications.replications("ua")
    assert found[0].numbers == 51_000
    check(found)


def test_all_ranks_of_the_sensitivity_design_and_its_indices() -> None:
    found = asem_replications.replications("sa")
    assert found[0].numbers == 61_200
    check(found)
    check(asem_replications.sobol_indices())


def test_no_input_explains_more_by_itself_than_with_its_interactions() -> None:
    indices = asem_replications.sensitivity()
    assert (indices.first <= indices.total).all()


def test_one_stored_replication_by_itself() -> None:
    case, found = asem(), asem_replications.run_again("ua")
    row = found.settings.rows[417]
    again = rerun(case.denominated, case.tree, case.method, asem_replications.inputs(), row)
    assert again.tolist() == found.ranks[417].tolist()
    assert again.tolist() != competition_ranks(case.built.scores.index).tolist()
