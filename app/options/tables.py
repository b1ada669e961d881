"""The options of pages with tables of areas: which areas, in which order, with which columns."""

from __future__ import annotations

from app.domain import Withheld
from app.options.option import Option
from app.options.view import EDITION, LEVEL, WEEK, WITHIN

ORDERS = ("ascending", "descending")
STATUSES = ("any", "shown", *(state.value for state in Withheld))
COLUMN_SETS = ("main", "all")

NAME = Option("name", "A part of the name.", "a part of a name", "any")
STATUS = Option("status", "Whether a count is shown, and if not why.", f"`{'`, `'.join(STATUSES)}`", "`any`")
SORT = Option("sort", "The column that areas stand by.", "a column", "the page's own")
ORDER = Option("order", "ascending or descending.", "`ascending` or `descending`", "the page's own")
LEAST = Option("least", "The least count to list.", "a whole number", "0")
COLUMNS = Option("columns", "all: codes and what areas lie in too.", "`main` or `all`", "`main`")
PAGE = Option("page", "The page of a long list.", "a whole number", "1")

TABLE = (LEVEL, WEEK, EDITION, WITHIN, NAME, STATUS, SORT, ORDER, COLUMNS, PAGE)
RISES = (LEVEL, WEEK, EDITION, WITHIN, SORT, ORDER, LEAST)
