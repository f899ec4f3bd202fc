"""A finding with its rule, exchanges and seal, as the ``finding.json`` of a package."""

import hashlib
from pathlib import Path
from typing import Any

import attrs

from govgauge.model.custody import AccessClass
from govgauge.model.finding import Finding
from govgauge.model.text import Text
from govgauge.run.concerned import Concerned
from govgauge.run.judging import cards
from govgauge.run.shelf import shelf
from govgauge.run.verifying import NEVER_PROVEN, SIGNED, STAMPED
from govgauge.store.manifest import file_digest, read_seal
from govgauge.store.package_index import moment_of
from govgauge.store.redaction import redact
from govgauge.store.warc_reading import StoredExchange
from govgauge.store.workspace import CampaignFolder

IF_SIGNED = Text("若本包带有有效签名：", "Where this package has a valid signature: ")
IF_STAMPED = Text("若带有可核实的时间戳：", "Where it has a time stamp that verifies: ")


def finding_document(
    folder: CampaignFolder,
    finding: Finding,
    system_key: str,
    concerned: Concerned,
    access: AccessClass,
    public: bool,
) -> dict[str, Any]:
    """Everything an owner or an appeal board needs to know of one finding."""
    campaign = folder.read_campaign()
    (unit,) = (u for u in folder.read_units() if u.unit_id == finding.unit_id)
    digests = {path: file_digest(path) for path in {p for p, _ in concerned.exchanges}}
    return {
        "finding": _finding(finding),
        "unit": {"unit_id": unit.unit_id, "name": unit.name, "url": unit.url},
        "rule": _rule(folder, finding, system_key),
        "campaign": {
            "name": campaign.name,
            "as_of": campaign.as_of.isoformat(),
            "software": f"govgauge/{campaign.version}",
            "policy": campaign.plan.policy.value,
            "authorisation": campaign.plan.authorisation
            and attrs.asdict(campaign.plan.authorisation),
            "user_agent": campaign.plan.user_agent,
        },
        "exchanges": [
            _exchange(path, stored, digests[path], stored.digest in concerned.cited)
            for path, stored in concerned.exchanges
        ],
        "missing": list(concerned.missing),
        "deleted": list(concerned.deleted),
        "seal": _seal(folder.path),
        "access": AccessClass.PUBLIC.value if public else access.value,
        "public": public,
        "proves": [
            _both(Text(IF_SIGNED.zh + SIGNED.zh, IF_SIGNED.en + SIGNED.en)),
            _both(Text(IF_STAMPED.zh + STAMPED.zh, IF_STAMPED.en + STAMPED.en)),
            _both(NEVER_PROVEN),
        ],
    }


def masked_document(document: dict[str, Any]) -> dict[str, Any]:
    """The document with every text masked, for a public copy."""
    masked: dict[str, Any] = _masked(document)
    # Digests and ids are long numbers: they must stay what they are.
    for name in ("seal", "missing", "deleted"):
        masked[name] = document[name]
    masked["finding"]["finding_id"] = document["finding"]["finding_id"]
    masked["finding"]["params_digest"] = document["finding"]["params_digest"]
    masked["rule"] = document["rule"]
    cited = zip(masked["finding"]["evidence"], document["finding"]["evidence"], strict=True)
    for shown, source in cited:
        shown["digest"] = source["digest"]
    for shown, source in zip(masked["exchanges"], document["exchanges"], strict=True):
        shown |= {name: source[name] for name in ("digest", "file_sha256", "peer")}
    return masked


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value).text
    if isinstance(value, dict):
        return {key: _masked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner) for inner in value]
    return value


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _finding(finding: Finding) -> dict[str, Any]:
    instance = finding.instance
    return {
        "finding_id": finding.finding_id,
        "detector": finding.detector,
        "detector_version": finding.detector_version,
        "params_digest": finding.params_digest,
        "verdict": instance.verdict.value,
        "severity": instance.severity.value,
        "reason": instance.reason.value if instance.reason else "",
        "target": instance.target,
        "says": _both(instance.says),
        "excerpt": instance.excerpt,
        "value": instance.value,
        "unit_of_value": instance.unit_of_value,
        "column": instance.column,
        "evidence": [
            {"digest": e.digest, "url": e.url, "place": e.place} for e in instance.evidence
        ],
    }


def _rule(folder: CampaignFolder, finding: Finding, system_key: str) -> dict[str, Any]:
    card = cards(shelf())[finding.detector]
    copy = folder.system_copy(system_key)
    return {
        "system": system_key,
        "system_digest": f"sha256:{file_digest(copy)}" if copy.exists() else "",
        "title": _both(card.title),
        "clause": card.clause,
        "remedy": _both(card.remedy),
    }


def _exchange(path: Path, stored: StoredExchange, file_sha256: str, cited: bool) -> dict[str, Any]:
    exchange = stored.exchange
    return {
        "url": exchange.url,
        "asked_at": moment_of(exchange.started_at),
        "purpose": exchange.purpose.value,
        "attempt": exchange.attempt,
        "outcome": exchange.outcome.value,
        "status": exchange.status,
        "peer": exchange.peer,
        "total_ms": round(exchange.timing.total_ms),
        "digest": stored.digest,
        "bytes": len(exchange.body),
        "cited": cited,
        "file": path.name,
        "offset": stored.start,
        "file_sha256": file_sha256,
    }


def _seal(campaign: Path) -> dict[str, str]:
    """The campaign's seal this evidence stands under; empty when it is not sealed."""
    seal = campaign / "manifest.json"
    chain = read_seal(seal)
    if chain is None:
        return {"seal_sha256": "", "chain_head": ""}
    digest = hashlib.sha256(seal.read_bytes()).hexdigest()
    return {"seal_sha256": digest, "chain_head": chain["last"]}
