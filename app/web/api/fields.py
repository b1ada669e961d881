"""The columns of the API's lists of editions, weeks and releases: the meaning and the type of each."""

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
    "withdrawn": "It turned out to be wrong: no address of it is answered any more.",
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
        Field("withdrawn_on", "Withdrawn", "The day on which it was withdrawn; empty where it was not.", "date"),
        Field("because", "Because", "Why it was withdrawn; empty where it was not."),
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


STANDS, WITHDRAWN = "stands", "withdrawn"


def release_fields(dataset: Dataset) -> Fields:
    """Describe the columns of the list of releases: a row for each level that a release says anything new of."""
    wording, many = Wording(dataset), dataset.count.many
    week, weeks = wording.week, wording.weeks
    levels = {level.slug: level.name for level in dataset.levels}
    statuses = {
        STANDS: "It counts.",
        WITHDRAWN: "It was taken out again: `because` says why, and what it said counts no more.",
    }
    counts = {
        "weeks": (f"{weeks} of which it says anything new", weeks),
        "weeks_revised": (f"{weeks} of which it revised a figure", weeks),
        "areas_revised": ("areas of which it revised a figure", "areas"),
        "added": (f"figures it has of areas and {weeks} of which nothing had been published", "figures"),
        "compared": (f"figures of these {weeks} were shown before it and are shown with it", "figures"),
        "revised": (f"of `compared` are others than before: {many} were counted anew", "figures"),
        "newly_shown": ("figures are shown with it that were hidden or missing before", "figures"),
        "no_longer_shown": ("figures were shown before it and are hidden, withheld or missing with it", "figures"),
    }
    return (
        Field(
            "release", "Release", f"The name of a published file of {many}: its layout and its day.", is_required=True
        ),
        Field("published_on", "Published", "The day on which it was published.", "date"),
        Field("status", "Status", "Whether it counts.", is_required=True, values=statuses),
        Field("withdrawn_on", "Withdrawn", "The day on which it was withdrawn; empty where it stands.", "date"),
        Field("because", "Because", "Why it was withdrawn; empty where it stands."),
        Field("level", "Level", "What kind of areas; empty where it says nothing new.", values=levels),
        Field("latest_week", f"Latest {week}", f"The last day of the latest {week} of which it says anything.", "date"),
        *(
            Field(name, name.replace("_", " ").capitalize(), f"How many {said}.", "integer", unit)
            for name, (said, unit) in counts.items()
        ),
    )
