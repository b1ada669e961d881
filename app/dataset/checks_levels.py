"""Check a definition's levels: their names, how they lie in one another, what they hide and how they are drawn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from app.dataset.checks_words import pattern_problem
from app.dataset.definition import Dataset
from app.dataset.levels import LevelDefinition
from app.dataset.lines import Place
from app.dataset.problems import Problem, instead

# Words that stand where a level's slug does in addresses, columns and names of files.
_TAKEN = {"area", "change", "hexes", "latest", "map", "population", "rate", "status", "week"}


def level_problems(dataset: Dataset) -> Iterator[Problem]:
    """Find what is wrong with the levels."""
    if not dataset.levels:
        yield Problem(("levels",), "There is no level: say at least one, under [[levels]], with slug and name.")
        return
    yield from _of_slugs(dataset)
    parents = list(_of_parents(dataset.levels))
    yield from parents
    if not parents and len(set(dataset.slugs)) == len(dataset.slugs):
        yield from _of_lists(dataset)
    for number, level in enumerate(dataset.levels):
        for problem in (*_of_codes(level), *_of_hidden(level), *_of_breaks(level, dataset.rate_per)):
            yield Problem(("levels", number, *problem.place), f"{level.slug}: {problem.sentence}")
    yield from _of_map(dataset.levels)
    yield from _of_common_names(dataset)


def no_level(key: str, slug: str, slugs: Sequence[str]) -> str:
    """Say that a key names a level that is not there."""
    return f'{key}: there is no level "{slug}"{instead(slug, [each for each in slugs if each])}'


def _of_slugs(dataset: Dataset) -> Iterator[Problem]:
    times: Counter[str] = Counter()
    for number, slug in enumerate(dataset.slugs):
        times[slug] += 1
        place = ("levels", number, "slug")
        if slug and times[slug] == 2:
            yield Problem(place, f"slug: {slug} is a level already. Give each level its own.")
        elif slug in {*_TAKEN, dataset.count_slug}:
            yield Problem(place, f"slug: {slug} has a meaning of its own in addresses. Take another: {slug}_level.")


def _of_parents(levels: Sequence[LevelDefinition]) -> Iterator[Problem]:
    slugs = [level.slug for level in levels]
    for number, level in enumerate(levels):
        place = ("levels", number, "parent")
        if not level.parent:
            continue
        if level.parent == level.slug:
            yield Problem(place, f"parent: {level.slug} cannot lie in itself. Name a coarser level.")
        elif level.parent not in slugs:
            yield Problem(place, no_level("parent", level.parent, slugs))
        elif level.parent not in slugs[:number]:
            sentence = f"parent: {level.parent} stands below {level.slug}. Coarser levels come first, the finest last."
            yield Problem(place, sentence)


def _of_lists(dataset: Dataset) -> Iterator[Problem]:
    """Find levels by which data cannot come in, or by which lists cannot be grouped."""
    slugs = dataset.slugs
    if dataset.reporting and dataset.reporting not in (dataset.coarser or slugs):
        yield Problem(("reporting",), _not_coarser(dataset, "reporting", dataset.reporting, dataset.finest))
        return
    if dataset.grouped_by and dataset.grouped_by not in slugs[: slugs.index(dataset.reports_by) + 1]:
        yield Problem(("grouped_by",), _not_coarser(dataset, "grouped_by", dataset.grouped_by, dataset.reports_by))


def _not_coarser(dataset: Dataset, key: str, slug: str, finer: str) -> str:
    if slug not in dataset.slugs:
        return no_level(key, slug, dataset.slugs)
    return f"{key}: {slug} must be a coarser level than {finer}, in which its areas lie."


def _of_codes(level: LevelDefinition) -> Iterator[Problem]:
    wrong = pattern_problem(level.code)
    if wrong:
        yield Problem(("code",), f"code {wrong}.")
    elif level.only and level.only.code and not re.fullmatch(level.code, level.only.code):
        yield Problem(("only", "code"), f'only: "{level.only.code}" is no code by the pattern {level.code}.')


def _of_hidden(level: LevelDefinition) -> Iterator[Problem]:
    if level.hidden and level.hidden.least > level.hidden.most:
        least, most = level.hidden.least, level.hidden.most
        place = ("hidden", "least" if least else "most")
        yield Problem(place, f"hidden: the least that is hidden, {least}, is above the most, {most}.")


def _of_breaks(level: LevelDefinition, rate_per: int) -> Iterator[Problem]:
    for name in ("count", "rate"):
        breaks: tuple[int, ...] = getattr(level.breaks, name)
        if list(breaks) != sorted(set(breaks)):
            yield Problem(("breaks", name), f"breaks: {name} must rise from number to number, each once.")
    if level.hidden and level.breaks.count and min(level.breaks.count) <= level.hidden.most:
        sentence = (
            f"breaks: counts up to {level.hidden.most} are hidden, so that no class can begin among them: let count "
            f"begin above {level.hidden.most}."
        )
        yield Problem(("breaks", "count"), sentence)
    if not rate_per and level.breaks.rate:
        yield Problem(("breaks", "rate"), "breaks: there are no rates, as rate_per is 0. Leave rate out.")
    if not rate_per and level.opens_with == "rate":
        yield Problem(("opens_with",), "opens_with: there are no rates, as rate_per is 0. Say count or change.")


def _of_common_names(dataset: Dataset) -> Iterator[Problem]:
    if any(pattern_problem(level.code) for level in dataset.levels):
        return
    for name, codes in dataset.common_names.items():
        place: Place = ("common_names", name)
        if not codes:
            yield Problem(place, f"common_names: {name} means no area. Give the codes of those that it means.")
        for number, code in enumerate(codes):
            if not any(re.fullmatch(level.code, code) for level in dataset.levels):
                sentence = f'common_names: {name} has "{code}", which is no code of any level, by their patterns.'
                yield Problem((*place, number), sentence)


def _of_map(levels: Sequence[LevelDefinition]) -> Iterator[Problem]:
    if not any(level.drawn for level in levels):
        yield Problem(("levels",), "No level is drawn: leave out drawn = false for one at least.")
    if levels[-1].only:
        place: Place = ("levels", len(levels) - 1, "only")
        yield Problem(place, f"{levels[-1].slug}: the finest level has more than one area. Leave only out.")
    before: LevelDefinition | None = None
    for number, level in enumerate(levels):
        if not level.drawn or level.from_zoom is None:
            continue
        if before and before.from_zoom is not None and level.from_zoom <= before.from_zoom:
            sentence = f"{level.slug}: from_zoom must be more than that of {before.slug}, {before.from_zoom}."
            yield Problem(("levels", number, "from_zoom"), sentence)
        before = level
