"""Results as they lie in their files, for whoever prints them: nothing is judged again."""

from functools import partial

from govgauge.model.failure import BadInput, Place
from govgauge.model.feature import Feature, FeatureRow
from govgauge.model.results import Results
from govgauge.model.review import decided
from govgauge.model.text import Text
from govgauge.run.judging import attachments_of, cards
from govgauge.run.shelf import shelf
from govgauge.run.systems import system_of_results
from govgauge.store.assessments import read_assessments, read_ranking
from govgauge.store.results import ResultsFolder
from govgauge.store.reviews import whole_reviews
from govgauge.store.workspace import CampaignFolder, read_json


def results_key(folder: CampaignFolder, system: str) -> str:
    """The ``id@version`` whose results are meant: the named system's newest, else the campaign's.

    Raises ``BadInput`` (``not-judged``, ``which-results``).
    """
    there = [p.name for p in folder.all_results() if (p / "assessments.jsonl").is_file()]
    own = folder.read_campaign().system
    if not system and own in there:
        return own
    matching = [k for k in there if system in ("", k, k.split("@")[0])]
    if len({k.split("@")[0] for k in matching}) == 1:
        return max(matching)
    if not matching:
        raise BadInput(
            "not-judged",
            Text(
                f"批次 {folder.path.name} 没有{f'按 {system} ' if system else ''}评判的结果",
                f"campaign {folder.path.name} has no results{f' by {system}' if system else ''}",
            ),
            Text(
                f"先运行 govgauge judge{f' --system {system}' if system else ''}；"
                f"已有: {', '.join(there) or '-'}",
                f"first run govgauge judge{f' --system {system}' if system else ''};"
                f" there are: {', '.join(there) or '-'}",
            ),
            Place.in_file(folder.path / "results"),
        )
    raise BadInput(
        "which-results",
        Text("有按多个体系评判的结果", "there are results by several systems"),
        Text(f"用 --system 选择: {', '.join(there)}", f"choose with --system: {', '.join(there)}"),
        Place.in_file(folder.path / "results"),
    )


def stored_results(folder: CampaignFolder, key: str) -> Results:
    """Everything one system said of a campaign, read from ``results/<key>/``."""
    target = ResultsFolder(folder.results(key))
    return Results(
        campaign=folder.read_campaign(),
        system=system_of_results(folder, key),
        units={u.unit_id: u for u in folder.read_units()},
        assessments={a.unit_id: a for a in read_assessments(target.path)},
        ranking=list(read_ranking(target.path)),
        findings_of=target.findings_of,
        detectors=cards(shelf()),
        statistics=read_json(target.path / "statistics.json"),
        run=target.read_run(),
        attachments_of=partial(attachments_of, folder),
        features=_features(target),
        rejected=decided(whole_reviews(target.path).events).rejected,
    )


def _features(target: ResultsFolder) -> tuple[Feature, ...]:
    path = target.path / "noteworthy.json"
    if not path.exists():
        return ()
    return tuple(
        Feature(
            f["kind"],
            f["subject"],
            Text(**f["says"]),
            f["figures"],
            tuple(FeatureRow(**row) for row in f["rows"]),
        )
        for f in read_json(path)
    )
