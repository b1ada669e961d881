"""The option of the list of hotspots: the order of its areas."""

from __future__ import annotations

from app.dataset import Dataset
from app.options import values
from app.options.option import Option
from app.options.values import Options
from app.options.view import EDITION, WEEK, WITHIN

ORDERS = ("count", "name", "code")  # the most first; by the letters of the name; by code

ORDER = Option(
    "order",
    "The order of the areas: count (the most first), name or code.",
    "`count`, the most first, or `name` or `code`",
    "`count`",
    label="Order",
)

HOTSPOTS = (WITHIN, WEEK, EDITION, ORDER)


def read_order(given: Options) -> str:
    """Read the order of the areas.

    Raises BadParameterError where there is no such order.
    """
    return values.one_of(given, ORDER.name, ORDERS, ORDERS[0])


def write_order(order: str) -> str:
    """Write an order as `read_order` reads it: nothing for the usual one."""
    return order if order != ORDERS[0] else ""


def orders(dataset: Dataset) -> dict[str, str]:
    """Return what each order is called where one is chosen."""
    return dict(zip(ORDERS, (f"Most {dataset.count.many} first", "By name", "By code"), strict=True))
