"""The columns of a site and the items each of them lists."""

from typing import NamedTuple


class ColumnFact(NamedTuple):
    """One column (栏目) of the unit, as navigation, breadcrumbs and lists show it.

    The home page is the first row, with class ``home`` and level 0; level 1 is a column the home
    page's navigation names and no breadcrumb puts below another, level 2 any other; ``parent``
    names the column above.  ``page_seq`` is -1 when the column's page was not delivered:
    ``reason`` then says why (a :class:`~govgauge.model.verdict.Reason` value).  ``signs`` joins
    what speaks for it (``navigation``, ``breadcrumb``, ``list``, ``label``) by ``+``, and ``paged``
    where a pager leads on to further pages of it.
    ``item_count`` counts its own visible items (what stands on most columns' pages left out),
    ``child_count`` the further columns it groups, ``link_count`` the links, ``text_chars`` the
    characters of text and ``field_count`` the form fields that are its own.
    ``carried_count`` counts its own pictures, frames, players, drawings and choices,
    ``frame_count`` the visible frames with pages of the unit among them, ``dated_count`` the lines
    of its own text with a date where it lists nothing, ``onward_count`` links that no menu has or
    that may lead to columns it groups.
    ``notice`` is a sentence in place of content (建设中, 暂无信息 …).  ``scripted`` tells
    that a script may write the list or open a hidden one with newer items (a tab), so that the plain
    page proves no absence.
    ``fronts`` joins by blanks the first of its own links that lead to front pages of other
    government sites, ``front_count`` counts them all.
    """

    page_seq: int
    url: str
    name: str
    column_class: str
    level: int
    parent: str
    signs: str
    item_count: int
    child_count: int
    link_count: int
    text_chars: int
    field_count: int
    carried_count: int
    frame_count: int
    dated_count: int
    onward_count: int
    notice: str
    scripted: bool
    reason: str
    digest: str
    fronts: str = ""
    front_count: int = 0


class ColumnItemFact(NamedTuple):
    """One own visible item of one column (or of the home page), with the date a reader can find.

    ``date`` is the publication date beside the item, else the one on its own page; ``dated_by``
    tells which (``list``, ``page``), empty without one.  A date beside the item whose year is not
    shown and that its page does not complete is ``--MM-DD``.  ``opened`` tells that the item's own
    page was delivered, shows its text and is written by no script, so that an empty ``date`` means
    that a reader finds none.  Dates joined by ``|`` stand beside the item alike (an empty one: the
    day of publication may not be shown).  A row without a ``target``, dated by ``line``, is a line
    of the page outside all lists that shows a date.
    """

    page_seq: int
    position: int
    title: str
    target: str
    date: str
    dated_by: str
    opened: bool
