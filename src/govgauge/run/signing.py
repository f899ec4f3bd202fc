"""Signing a campaign and getting its time stamps: keys, seals and the authority brought together."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen

from govgauge.gather.address import AddressPolicy
from govgauge.gather.post import post
from govgauge.model.failure import BadInput
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.store.campaign_signatures import (
    is_stamped,
    keep_stamp,
    queue_stamp,
    sign_campaign,
    signature_bytes,
    waiting_stamps,
)
from govgauge.store.keys import KeyCard, SigningKey, list_cards, load_key, new_key
from govgauge.store.time_stamps import answers, ask_for
from govgauge.store.workspace import CampaignFolder, Workspace

_QUERY_TYPE = "application/timestamp-query"
_TOKEN_BYTES = 64 * 1024
AUTHORITIES = "authorities"


@frozen
class Seals:
    """Who signs a package, and who stamps the signature; nobody where ``None``."""

    key: SigningKey | None = None
    stamp: Callable[[bytes], bytes] | None = None


@frozen
class StampTry:
    """How asking an authority ended: ``token`` when it answered, else the outcome to be stated."""

    authority: str
    outcome: str
    token: bytes = b""


@frozen
class SigningEnd:
    """What signing came to: the statement's file, the signer, and the stamps asked for."""

    statement: Path
    signer: KeyCard
    stamps: tuple[StampTry, ...]


def keys_folder(workspace: Workspace) -> Path:
    """Where a workspace keeps its keys, outside every campaign."""
    return workspace.root / "keys"


def make_key(workspace: Workspace, name: str, organisation: str) -> KeyCard:
    """A new signing key of this workspace."""
    if not name.strip():
        raise BadInput(
            "no-name",
            Text("签名人不能为空", "a signer needs a name"),
            Text("用 --name 写明签名人", "give it with --name"),
        )
    return new_key(keys_folder(workspace), name, organisation, datetime.now(UTC))


def known_keys(workspace: Workspace) -> list[KeyCard]:
    """The cards of this workspace: its own keys, and cards of others put there."""
    return list_cards(keys_folder(workspace))


def known_authorities(workspace: Workspace) -> list[Path]:
    """Root certificates of time-stamp authorities put into the workspace."""
    return sorted((keys_folder(workspace) / AUTHORITIES).glob("*.pem"))


def sign_evidence(
    workspace: Workspace,
    folder: CampaignFolder,
    key: str,
    authority: str,
    allowed: Sequence[str],
) -> SigningEnd:
    """Sign a campaign's seal; ask the authority for a stamp, and again for those still waiting.

    An authority that does not answer is no failure: the wish is kept, stated, and asked again by
    the next signing or ``resume``.
    """
    signing_key = load_key(keys_folder(workspace), key)
    with folder.locked():
        statement = sign_campaign(folder.path, signing_key)
        if authority and not is_stamped(statement):
            queue_stamp(statement, authority)
        stamps = stamp_waiting(folder, allowed)
    return SigningEnd(statement, signing_key.card, stamps)


def stamp_waiting(folder: CampaignFolder, allowed: Sequence[str]) -> tuple[StampTry, ...]:
    """Ask for every stamp a campaign still waits for."""
    tries = []
    for statement, authority in waiting_stamps(folder.path):
        tried = ask_authority(authority, signature_bytes(statement), allowed)
        if tried.token:
            keep_stamp(statement, tried.token)
        else:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            queue_stamp(statement, authority, now, tried.outcome)
        tries.append(tried)
    return tuple(tries)


def ask_authority(authority: str, signature: bytes, allowed: Sequence[str]) -> StampTry:
    """One question to a time-stamp authority; its answer is kept only if it fits the question."""
    question = ask_for(signature)
    posted = post(authority, question.data, _QUERY_TYPE, AddressPolicy(allowed), _TOKEN_BYTES)
    if posted.outcome is not Outcome.OK:
        return StampTry(authority, posted.outcome.value)
    if posted.status != 200:
        return StampTry(authority, f"http_{posted.status}")
    if not answers(posted.body, question, signature):
        return StampTry(authority, "refused")
    return StampTry(authority, Outcome.OK.value, posted.body)


class Sealing:
    """Signing of packages: the newest key where there is one, and a stamp where asked for.

    ``stamps`` tells afterwards how asking the authority ended.
    """

    def __init__(
        self,
        workspace: Workspace,
        key: str,
        unsigned: bool,
        authority: str,
        allowed: Sequence[str],
    ) -> None:
        self.stamps: list[StampTry] = []
        self._authority = authority
        self._allowed = allowed
        folder = keys_folder(workspace)
        wanted = not unsigned and (key or authority or any(folder.glob("*.pem")))
        signing_key = load_key(folder, key) if wanted else None
        self.seals = Seals(signing_key, self._stamp if authority and signing_key else None)

    def _stamp(self, signature: bytes) -> bytes:
        tried = ask_authority(self._authority, signature, self._allowed)
        self.stamps.append(tried)
        return tried.token
