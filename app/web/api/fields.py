"""The columns of the API's lists of editions, weeks and releases: what each means, and what it can be."""

from __future__ import annotations

from app.dataset import Dataset
from app.domain import Withheld
from app.wording import Wording
from app.wording.dictionary import Field

Fields = tuple[Field, ...]

STATUSES = {
    "current": "Readers see it now.",
    "earlier": "Readers saw it before.",
    "unreadable": "It cannot be read here, so no more is told of it.",
}


def edition_fields(dataset: Dataset) -> Fields:
    """Describe the columns of the list of editions."""
    week = Wording(dataset).week
    return (
        Field("edition", "Edition", "The edition's id, by which it is asked for.", is_required=True),
        Field("status", "Status", "Whether it can be read, and who sees it.", is_required=True, values=STATUSES),
        Field("week_start", "First day", f"The first day of its {week}.", "date"),
        Field("week_end", "Last day", f"The last day of its {week}.", "date"),
        Field("published_on", "Published", "The day on which its finest figures were published.", "date"),
    )


def record_fields(dataset: Dataset) -> Fields:
    """Describe the columns of the list of weeks on record: a row for each level in a week."""
    week = Wording(dataset).week
    levels = {level.slug: level.name for level in dataset.levels}
    return (
        Field("level", "Level", "What kind of areas.", is_required=True, values=levels),
        Field("week_start", "First day", f"The first day of the {week}.", "date", is_required=True),
        Field("week_end", "Last day", f"The last day of the {week}, which names it.", "date", is_required=True),
        *state_fields(dataset),
    )


def state_fields(dataset: Dataset) -> Fields:
    """Describe how many areas of a level are in each state."""
    week, many = Wording(dataset).week, dataset.count.many
    states = {
        Withheld.HIDDEN: "whose number is hidden, as it is small",
        Withheld.MISSING: "of which no data came",
        Withheld.NOT_PUBLISHED: "of which nothing is published",
        Withheld.PROTECTING: "whose number is withheld, so that a hidden one does not follow from a total",
    }
    counts = {
        "areas": "there are",
        "shown": f"whose number of {many} is given",
        **{s.slug: states[s] for s in Withheld},
    }
    return (
        Field(
            "published_on", "Published", f"The day on which the level's figures of the {week} were published.", "date"
        ),
        *(
            Field(
                name,
                name.replace("_", " ").capitalize(),
                f"How many areas {said}.",
                "integer",
                "areas",
                is_required=True,
            )
            for name, said in counts.items()
        ),
    )


def release_fields(dataset: Dataset) -> Fields:
    """Describe the columns of the list of releases."""
    many = dataset.count.many
    return (
        Field(
            "release", "Release", f"The name of a published file of {many}: its layout and its day.", is_required=True
        ),
        Field("published_on", "Published", "The day on which it was published.", "date"),
    )
