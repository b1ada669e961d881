"""Find how layers of boundaries are read: the finest level's, and those of coarser levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.dataset.files import BoundaryLayer
from app.propose.areas import Naming
from app.propose.hierarchy import Hierarchy, joined
from app.propose.joins import join
from app.propose.main_table import AREAS, Main
from app.propose.notes import Notes, listed
from app.propose.tables import TextTable


def boundary_layers(
    main: Main, its: Hierarchy, naming: Naming, tables: Sequence[TextTable], notes: Notes
) -> tuple[BoundaryLayer, ...]:
    """Say how layers are read; none where there is none."""
    layer, found = main.layer, main.join
    if layer is None or found is None:
        return ()
    name = naming.name.heading if naming.name and naming.name.table is layer else ""
    made = BoundaryLayer(its.finest.slug, main.code_property, name=found.known_as if main.by_name else name)
    place = ("boundaries", 0)
    notes.reasons[place] = joined(main)
    if found.digits and not found.fills_column:
        made = replace(made, digits=found.digits)
        notes.reasons[(*place, "digits")] = "Zeros at the beginning of its codes were taken away"
    if its.no_shapes:
        made = replace(made, other_codes=its.no_shapes)
        notes.reasons[(*place, "other_codes")] = "No table has counts of these shapes"
        notes.unclear.append(
            f"Whether {listed(its.no_shapes)} is an area: it has a shape and no counts, and is left out."
        )
    if more := [code for code in its.without_counts if code not in its.no_shapes]:
        notes.unclear.append(f"{len(more):,} shapes have no counts: {listed(more)}. They are not drawn.")
    return (made, *_of_coarser(main, its, tables, notes))


def _of_coarser(main: Main, its: Hierarchy, tables: Sequence[TextTable], notes: Notes) -> Iterator[BoundaryLayer]:
    others = [table for table in tables if table.shapes == AREAS and table not in (main.layer, main.table)]
    number = 0
    for level in its.above:
        codes = level.lying.code.texts if level.lying.code else set()
        for table in others:
            looks = [look for look in table.looks.values() if len(look.texts) == look.rows]
            fit = next((each for look in looks if (each := join(look.heading, look.texts, "", codes)).matched), None)
            if fit and fit.matched == len(codes) > 1:
                number += 1
                notes.reasons[("boundaries", number)] = f"All {fit.matched:,} are in {table.called}"
                yield BoundaryLayer(level.called.slug, fit.column)
                break
