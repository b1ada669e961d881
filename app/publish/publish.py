"""Publish: the only way from the store to readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.editions import EditionsFolder, StoredEdition, shown_edition
from app.errors import CannotPublishError
from app.publish.build import build_edition
from app.publish.choices import Choices, inputs_of
from app.publish.edition import Edition
from app.publish.files import changing_files, edition_facts
from app.publish.lasting import Drawn, drawn_again, drawn_before, lasting_inputs
from app.publish.protection import refuse_exact, withheld_by
from app.publish.releases import release_files
from app.publish.revisions import follow
from app.publish.snapshot import take_snapshot
from app.store import Store
from app.store.dataset import refuse_other_dataset
from app.store.geography import Geography
from app.store.loaded import LoadedRelease, list_releases
from app.store.publications import record_publication
from app.wording import Wording

STAGES = READING, DRAWING, WORKING_OUT, STORING = (
    "reading what was loaded",
    "where areas are",
    "working out files",
    "storing files",
)


def _say_nothing(_stage: str) -> None:
    pass


@dataclass(frozen=True)
class Draft:
    """An edition that nobody has seen yet, and the geography that it stands on.

    `inputs` is a hash of all that it was made from, `loaded` the releases known by its day, those too that it was not
    made from as they were withdrawn.
    """

    edition: Edition
    geography: Geography
    inputs: str
    loaded: tuple[LoadedRelease, ...]

    @property
    def withdrawn(self) -> frozenset[str]:
        """Return the releases that it was not made from because they were withdrawn."""
        return frozenset(one.release.id for one in self.loaded if one.withdrawn_at is not None)


def draft(store: Store, choices: Choices, editions: EditionsFolder | None = None) -> Draft:
    """Build the edition of what is in the store, beside what readers can ask for already.

    Raises CannotPublishError as building does, and where totals are to tell of no hidden count and one tells of one.
    """
    dataset = choices.dataset.of_the_sample if choices.is_sample else choices.dataset
    with store.reading() as connection:
        refuse_other_dataset(connection, dataset.slug)
        inputs = inputs_of(connection, choices)
        snapshot = take_snapshot(connection, dataset, choices.as_of)
        loaded = tuple(one for one in list_releases(connection) if _is_known(one, choices.as_of))
    kept = withheld_by(editions) if editions and dataset.protects else {}
    edition = build_edition(snapshot, dataset, choices.accept_incomplete, kept)
    if dataset.protects:
        refuse_exact(edition, editions)
    return Draft(edition, snapshot.geography, inputs, loaded)


def _is_known(loaded: LoadedRelease, as_of: date | None) -> bool:
    return as_of is None or loaded.release.published_on <= as_of


def publish(
    store: Store,
    editions: EditionsFolder,
    choices: Choices,
    *,
    resume: bool = False,
    begin: Callable[[str], object] = _say_nothing,
) -> StoredEdition:
    """Write the files of what is in the store and make it the current edition; `begin` is told each of STAGES.

    One publishing follows another, so that an older state of the store never comes after a newer one. Raises
    HeldError where a rollback holds and this does not `resume`, CannotPublishError where readers would go back to an
    earlier week without being led there.
    """
    with editions.changing():
        if not resume:
            editions.refuse_held()
        begin(READING)
        drafted = draft(store, choices, editions)
        _refuse_earlier_week(drafted, editions, choices)
        begin(DRAWING)
        with store.reading() as connection:
            lasting = lasting_inputs(connection, drafted.edition, drafted.geography)
            before = drawn_before(connection, editions, lasting)
            followed = follow(connection, drafted.edition, drafted.geography, choices.as_of)
        drawn = _drawn(store, choices, drafted, before)
        begin(WORKING_OUT)
        facts = edition_facts(drafted.edition, drawn.shapes, drawn.measures, is_sample=choices.is_sample)
        files = {**drawn.made, **changing_files(drafted.edition, drawn.read)}
        files |= release_files(drafted.edition, drafted.loaded, followed)
        begin(STORING)
        stored = editions.write(facts, files, drawn.taken, anew=not drawn.taken)
        with store.writing() as connection:
            record_publication(connection, stored.id, drafted.inputs, lasting)
        editions.point_to(stored.id)  # last: what fails before it changes nothing for readers
    return stored


def _drawn(store: Store, choices: Choices, drafted: Draft, before: StoredEdition | None) -> Drawn:
    """Draw an edition like the one before or, if that is impossible, from the start."""
    edition, geography = drafted.edition, drafted.geography
    again = drawn_again(store, choices, edition, geography, before) if before else None
    if again:
        return again
    from app.publish.anew import drawn_anew  # which takes seconds to start

    return drawn_anew(store, choices, edition, geography)


def _refuse_earlier_week(drafted: Draft, editions: EditionsFolder, choices: Choices) -> None:
    """Refuse to go back to an earlier week, unless the operator chose it or withdrew a release that readers saw."""
    current = shown_edition(editions)
    if current is None or choices.names_a_day or drafted.edition.week >= current.week:
        return
    if drafted.withdrawn.isdisjoint(current.facts["releases"]):
        wording = Wording(choices.dataset)
        seen, earlier = wording.period(current.week), wording.period(drafted.edition.week)
        raise CannotPublishError(
            f"Readers see the {seen} and would go back to the {earlier}. "
            "Nothing was published. Put right what was loaded last: see `casemap releases`. Or take a day on purpose "
            "with --accept-incomplete DAY."
        )
