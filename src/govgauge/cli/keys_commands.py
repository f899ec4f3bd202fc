"""``keys``: who signs evidence."""

from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.options import LANGUAGE, Json, Lang, Workspace, screen_for
from govgauge.model.failure import BadInput
from govgauge.model.text import Text
from govgauge.run.places import workspace_at
from govgauge.run.signing import keys_folder, known_keys, make_key

keys_app = typer.Typer(help="签名密钥 / keys that sign evidence", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.add_typer(keys_app, name="keys")


@keys_app.command()
def new(
    name: Annotated[str, typer.Option("--name", help="签名人 / who signs")],
    organisation: Annotated[
        str, typer.Option("--organisation", help="签名单位 / for which organisation")
    ] = "",
    workspace: Workspace = Path("workspace"),
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """新建签名密钥 / Make a signing key (Ed25519) in the workspace, outside every campaign.

    To change keys make a new one: it is used from then on, and old signatures stay valid.

    Example: govgauge keys new --name 张三 --organisation 某某评估中心 -w work
    """
    screen = screen_for(lang, as_json)
    place = workspace_at(workspace)
    card = make_key(place, name, organisation)
    screen.document(card.as_document())
    screen.say(f"密钥编号: {card.key_id}", f"key id: {card.key_id}")
    private = keys_folder(place) / f"{card.key_id}.pem"
    screen.say(
        f"私钥: {private}（仅本人可读；请另行备份，勿放入批次目录）",
        f"private key: {private} (readable by you only; back it up, never put it into a campaign)",
    )
    screen.next_step("签名", "sign", f"govgauge evidence sign -w {workspace}")
    return 0


@keys_app.command("list")
def list_(
    workspace: Workspace = Path("workspace"),
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """列出密钥 / List the keys and cards of the workspace, oldest first.

    Example: govgauge keys list -w work
    """
    screen = screen_for(lang, as_json)
    place = workspace_at(workspace)
    cards = known_keys(place)
    own = {p.stem for p in keys_folder(place).glob("*.pem")}
    screen.document([c.as_document() | {"can_sign": c.key_id in own} for c in cards])
    headings = [
        Text("编号", "id"),
        Text("签名人", "name"),
        Text("单位", "organisation"),
        Text("建立于", "made"),
        Text("可签名", "can sign"),
    ]
    yes = Text("是", "yes").in_(screen.language)
    screen.table(
        Text("密钥", "Keys"),
        headings,
        [
            [c.key_id, c.name, c.organisation, c.created, yes if c.key_id in own else "-"]
            for c in cards
        ],
    )
    return 0


@keys_app.command()
def show(
    key_id: Annotated[str, typer.Argument(help="密钥编号 / id of the key")],
    workspace: Workspace = Path("workspace"),
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """查看公钥 / Show what may be given to others: the card and the public key.

    Example: govgauge keys show 3f2a9c -w work
    """
    screen = screen_for(lang, as_json)
    matching = [c for c in known_keys(workspace_at(workspace)) if c.key_id.startswith(key_id)]
    if len(matching) != 1:
        raise BadInput(
            "no-key",
            Text(f"没有唯一的密钥 {key_id}", f"no single key {key_id}"),
            Text("运行 govgauge keys list 查看", "see govgauge keys list"),
        )
    (card,) = matching
    screen.document(card.as_document() | {"pem": card.pem.decode()})
    for zh, en, value in (
        ("编号", "id", card.key_id),
        ("签名人", "name", card.name),
        ("单位", "organisation", card.organisation),
        ("建立于", "made", card.created),
    ):
        screen.say(f"{zh}: {value}", f"{en}: {value}")
    screen.say(card.pem.decode().strip(), card.pem.decode().strip())
    return 0
