"""Pictures: whole in every medium, within their frame, told apart without colour, never a guess."""

from __future__ import annotations

import csv
import io
import itertools
import struct
import zipfile
from importlib.resources import files
from xml.etree import ElementTree

import pytest

from govgauge.model.text import Language
from govgauge.report.docx.blocks import Contents, Document, Heading, Paragraph
from govgauge.report.docx.package import docx_bytes
from govgauge.report.docx.page_form import FORMS
from govgauge.report.figures import MarkedBook, Text, plain
from govgauge.report.pictures.drawing import Anchor, Dot, Drawing, Label, Line, Picture, Rect
from govgauge.report.pictures.emf import emf
from govgauge.report.pictures.heat_map import heat_map
from govgauge.report.pictures.indicator_tree import Branch, indicator_tree
from govgauge.report.pictures.intervals import RankInterval, rank_intervals
from govgauge.report.pictures.letters import fitted, width_of
from govgauge.report.pictures.look import (
    DARK,
    PAPER,
    contrast,
    hatched,
    ink_on,
    luminance,
    shade,
    shades,
)
from govgauge.report.pictures.losses import Loss, losses
from govgauge.report.pictures.radar import radar
from govgauge.report.pictures.svg import svg
from govgauge.report.pictures.tile_map import tiles
from govgauge.report.pictures.trend import Series, trend
from govgauge.report.pictures.waterfall import Part, waterfall

from .gallery import NONE, n, pictures, share

SVG = "{http://www.w3.org/2000/svg}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KINDS = sorted(pictures())
HOSTILE = '<script>alert("x")</script>\u202e&\x00'


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_picture_shows_stands_in_its_table(kind: str) -> None:
    picture = pictures()[kind]
    assert len(picture.headings) == len(picture.widths)
    assert all(len(row) == len(picture.headings) for row in picture.rows)
    cells = " ".join(" ".join(row) for row in (*picture.rows, picture.headings))
    words = [shape.text for shape in picture.drawing.shapes if isinstance(shape, Label)]
    numbers = {word for word in words if word.replace(".", "").replace("%", "").isdigit()}
    # The ends of a scale and the ticks of an axis are no results.
    scales = {"heat_map": {"0.0%", "100.0%"}, "tile_map": {"60", "90"}}
    shown = numbers - scales.get(kind, set())
    assert (shown or kind in ("radar", "indicator_tree")) and all(
        number in cells for number in shown
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_drawn_over_the_edge(kind: str, language: Language) -> None:
    drawing = pictures(language)[kind].drawing
    for shape in drawing.shapes:
        for x, y in _extent(shape):
            assert -1 <= x <= drawing.width + 1 and -1 <= y <= drawing.height + 1, shape


def _extent(shape: object) -> list[tuple[float, float]]:
    if isinstance(shape, Rect):
        return [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
    if isinstance(shape, Dot):
        r = shape.radius
        return [(shape.x - r, shape.y - r), (shape.x + r, shape.y + r)]
    if isinstance(shape, Label):
        width = width_of(shape.text, shape.size)
        back = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[shape.anchor]
        return [(shape.x - back, shape.y - 0.8 * shape.size), (shape.x - back + width, shape.y)]
    return list(shape.points)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS)
def test_svg_is_well_formed_and_named(kind: str) -> None:
    picture = pictures()[kind]
    root = ElementTree.fromstring(svg(picture.drawing, picture.title))
    assert root.find(f"{SVG}title").text == picture.title  # type: ignore[union-attr]
    drawn = [label.text for label in root.iter(f"{SVG}text")]
    assert drawn == [s.text for s in picture.drawing.shapes if isinstance(s, Label)]


def test_a_hostile_name_stays_a_name_in_every_medium() -> None:
    made = rank_intervals(HOSTILE, [RankInterval(HOSTILE, n(1), n(1), n(2))], "zh")
    text = svg(made.drawing, made.title)
    assert "<script" not in text and "\u202e" not in text and ElementTree.fromstring(text)
    assert "\u202e".encode("utf-16-le") not in emf(made.drawing)
    package = zipfile.ZipFile(io.BytesIO(docx_bytes(_document(made), FORMS["plain"])))
    assert ElementTree.fromstring(package.read("word/document.xml")) is not None


# -- the look -------------------------------------------------------------------------------------

# Machado, Oliveira, Fernandes 2009, full deficiency, on linear RGB.
_BLIND = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def _seen(colour: str, kind: str) -> float:
    """The luminance a colour has to a reader who is blind to some."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    seen = [sum(f * p for f, p in zip(row, linear, strict=True)) for row in _BLIND[kind]]
    return 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]


@pytest.mark.parametrize("count", range(2, 7))
def test_tiers_are_told_apart_in_grey(count: int) -> None:
    colours = shades(count)
    for darker, lighter in itertools.pairwise(colours):
        assert luminance(darker) < luminance(lighter)
        assert contrast(darker, lighter) > 1.25
        assert all(_seen(darker, kind) < _seen(lighter, kind) for kind in _BLIND)


def test_words_are_read_on_every_ground() -> None:
    for step in range(101):
        assert contrast(ink_on(shade(step / 100)), shade(step / 100)) >= 4.5


def test_hatching_stays_in_its_frame() -> None:
    for width, height in ((80.0, 18.0), (7.0, 18.0), (14.0, 14.0)):
        shapes = hatched(10, 20, width, height)
        lines = [shape for shape in shapes if isinstance(shape, Line)]
        assert lines
        for line in lines:
            for x, y in line.points:
                assert 10 <= x <= 10 + width and 20 <= y <= 20 + height


def test_a_name_is_cut_where_its_room_ends() -> None:
    long = "新疆生产建设兵团 Xinjiang Production"
    cut = fitted(long, 100, 13)
    assert cut.endswith("…") and width_of(cut, 13) <= 100 and long.startswith(cut[:-1])
    assert fitted("北京", 100, 13) == "北京"


# -- what is not known ----------------------------------------------------------------------------


def test_a_year_without_a_value_is_a_gap() -> None:
    made = trend("t", ("1", "2", "3"), [Series("s", (n(1), NONE, n(3)))], "zh")
    lines = [s for s in made.drawing.shapes if isinstance(s, Line) and s.width > 1]
    assert lines == [] and made.rows == [("s", "1", "—", "3")]


def test_a_field_without_a_value_is_white() -> None:
    made = heat_map("t", ("a", "b"), [("g", (share(0.5), NONE))], (share(0), share(1)), "zh")
    fields = [s for s in made.drawing.shapes if isinstance(s, Rect) and s.height == 28]
    assert [field.fill == PAPER for field in fields] == [False, True]


def test_a_fall_is_hatched_and_ends_where_the_next_step_begins() -> None:
    parts = [Part("a", n(10), is_total=True), Part("b", n(-4)), Part("c", n(6), is_total=True)]
    made = waterfall("t", parts, "zh")
    bars = [s for s in made.drawing.shapes if isinstance(s, Rect) and s.height == 18]
    before, fall, after = bars
    assert fall.fill == PAPER
    assert before.x + before.width == pytest.approx(fall.x + fall.width)
    assert fall.x == pytest.approx(after.x + after.width)


def test_a_box_is_as_high_as_what_it_weighs_and_its_children_stay_within() -> None:
    leaves = (Branch("a", 30, "30"), Branch("b", 10, "10"))
    made = indicator_tree("t", Branch("r", 100, "100", (Branch("x", 40, "40", leaves),)), "zh")
    assert made is not None
    root, block, first, second = (s for s in made.drawing.shapes if isinstance(s, Rect))
    assert block.height == pytest.approx(0.4 * root.height)
    assert first.height == pytest.approx(3 * second.height)
    assert second.y + second.height == pytest.approx(block.y + block.height)
    assert [row[0] for row in made.rows] == ["x", "　a", "　b"]
    assert indicator_tree("t", Branch("r", 0, "0"), "zh") is None


def test_two_dimensions_make_no_radar() -> None:
    assert radar("t", ("u", "g"), [], "zh") is None


def test_every_division_of_the_first_level_has_a_tile_of_its_own() -> None:
    path = files("govgauge") / "lexicons" / "divisions" / "provinces.csv"
    listed = {row["code"] for row in csv.DictReader(path.read_text("utf-8").splitlines())}
    codes = [tile.code for tile in tiles()]
    assert len(codes) == len(set(codes)) == 34
    assert set(codes) - listed == {"710000", "810000", "820000"} and listed <= set(codes)
    assert len({(tile.row, tile.column) for tile in tiles()}) == 34


# -- metafiles and documents ----------------------------------------------------------------------


def _records(data: bytes) -> list[tuple[int, bytes]]:
    at, found = 0, []
    while at < len(data):
        kind, size = struct.unpack_from("<II", data, at)
        assert size >= 8 and size % 4 == 0
        found.append((kind, data[at : at + size]))
        at += size
    assert at == len(data)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_metafile_holds_every_label_and_counts_itself(kind: str) -> None:
    drawing = pictures()[kind].drawing
    data = emf(drawing)
    records = _records(data)
    signature, _, whole, count = struct.unpack_from("<4sIII", data, 40)
    assert (signature, whole, count) == (b" EMF", len(data), len(records))
    assert records[0][0] == 1 and records[-1][0] == 14
    texts = []
    for number, record in records:
        if number == 84:
            chars, start = struct.unpack_from("<II", record, 44)
            texts.append(record[start : start + 2 * chars].decode("utf-16-le"))
            (places,) = struct.unpack_from("<I", record, 72)
            assert len(record) == places + 4 * chars
    assert texts == [s.text for s in drawing.shapes if isinstance(s, Label)]
    made = sum(number in (38, 39, 82) for number, _ in records)
    assert made == sum(number == 40 for number, _ in records)


def test_a_rare_character_of_two_units_keeps_its_place() -> None:
    made = Drawing(100, 20, (Label(0, 10, "𠮷a", 10),))
    record = next(record for number, record in _records(emf(made)) if number == 84)
    chars, start = struct.unpack_from("<II", record, 44)
    (places,) = struct.unpack_from("<I", record, 72)
    assert chars == 3 and record[start : start + 6].decode("utf-16-le") == "𠮷a"
    assert struct.unpack_from("<3I", record, places) == (150, 0, 83)


def _document(*made: Picture) -> Document:
    blocks = [Contents("目录"), Heading("一"), Paragraph("文"), Heading("二", 2), *made]
    return Document("t", "zh", blocks)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_document_carries_its_pictures_captions_and_contents(form: str) -> None:
    made = list(pictures().values())
    package = zipfile.ZipFile(io.BytesIO(docx_bytes(_document(*made), FORMS[form])))
    root = ElementTree.fromstring(package.read("word/document.xml"))
    relations = ElementTree.fromstring(package.read("word/_rels/document.xml.rels"))
    targets = {r.get("Id"): r.get("Target") for r in relations}
    used = [e for e in root.iter() if e.tag.endswith("}blip")]
    assert len(used) == len(made)
    for blip, picture in zip(used, made, strict=True):
        name = targets[next(iter(blip.attrib.values()))]
        assert package.read(f"word/{name}") == emf(picture.drawing)
    lines = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]
    assert f"图 2　{made[1].title}" in lines
    kinds = [e.get(f"{W}fldCharType") for e in root.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate") > len(made)
    anchors = {e.get(f"{W}anchor") for e in root.iter(f"{W}hyperlink")}
    assert anchors == {e.get(f"{W}name") for e in root.iter(f"{W}bookmarkStart")}
    known = ElementTree.fromstring(package.read("word/styles.xml"))
    styles = {e.get(f"{W}styleId") for e in known.iter(f"{W}style")}
    assert {e.get(f"{W}val") for e in root.iter(f"{W}pStyle")} <= styles


def test_marked_numbers_are_plain_in_documents_and_pictures() -> None:
    book = MarkedBook("d")
    said = book.say("37%", "p", "statistics.json", ("/units",), Text("式", "formula"))
    assert said != "37%" and plain(f"共 {said} 个") == "共 37% 个"
    assert [figure.text for figure in book.figures] == ["37%"]
    package = zipfile.ZipFile(
        io.BytesIO(docx_bytes(Document("t", "zh", [Paragraph(said)]), FORMS["plain"]))
    )
    assert ">37%<" in package.read("word/document.xml").decode()


def test_lines_of_one_pen_are_drawn_together_and_nothing_is_lost() -> None:
    field = hatched(0, 0, 200, 20)
    drawing = Drawing(200, 20, (*field, Line(((0, 0), (9, 9)), DARK, 3)))
    drawn = [kind for kind, _ in _records(emf(drawing))]
    lines = [s for s in drawing.shapes if isinstance(s, Line)]
    assert drawn.count(4) == len(lines) > 30 and drawn.count(38) == 3
    root = ElementTree.fromstring(svg(drawing, "t"))
    (path,) = root.iter(f"{SVG}path")
    assert path.get("d", "").count("M") == len(lines) - 1
    assert len(list(root.iter(f"{SVG}polyline"))) == 1


def test_an_open_loss_is_hatched_behind_the_certain_one() -> None:
    bars = [Loss("a", 3, 10, "3 – 10"), Loss("b", 0, 4, "0 – 4"), Loss("c", 5, 5, "5")]
    rects = [s for s in losses(bars, "zh").shapes if isinstance(s, Rect) and s.height == 16]
    certain, still_open, wholly_open, settled = rects
    assert (certain.fill, still_open.fill) == (DARK, PAPER)
    assert still_open.x == pytest.approx(certain.x + certain.width)
    assert still_open.width == pytest.approx(certain.width * 7 / 3)
    assert (wholly_open.x, wholly_open.fill) == (certain.x, PAPER) and settled.fill == DARK
    assert losses([], "en").height > 0
