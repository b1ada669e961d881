"""The words of pages: the nouns of an edition's levels, and its names and addresses."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from app.dataset.definition import Finder
from app.dataset.levels import LevelDefinition, plural
from app.domain import Area, Period
from app.editions import StoredEdition
from app.options.places import key_of, nouns_of
from app.options.values import any_of
from app.view import whole_area
from app.wording import Wording, capitalize_first, in_words

ENGLISH = "en"
VOWELS = "aeiou"


class Phrases:
    """Phrases of one edition."""

    def __init__(self, edition: StoredEdition) -> None:
        self._edition = edition
        self._dataset = edition.dataset
        self._wording = Wording(edition.dataset)

    def the(self, period: Period) -> str:
        """Say a period with both its ends inside a sentence: the 28 days to ... (1 to 28 October), October 2020."""
        whole = self._wording.period(period)
        return f"the {whole}" if period.length.days > 1 else whole

    def ending(self, period: Period) -> str:
        """Say a period by its last day alone: 28 days to 23 January 2025, October 2020."""
        return capitalize_first(self._wording.days(period).removeprefix("the "))

    @property
    def days_before(self) -> str:
        """Say which days the period before has: the 28 days before."""
        return f"the {self._wording.length} before"

    @property
    def of_periods(self) -> str:
        """Say what counts are of: 28 days that end on the day named, a calendar month."""
        length = self._dataset.length
        if length.months:
            return "a calendar month" if length.months == 1 else f"{in_words(length.months)} calendar months"
        return f"{self._wording.length} that end on the day named" if length.days > 1 else "a single day"

    @staticmethod
    def an(noun: str) -> str:
        """Say one of something: an authority, a postcode."""
        return f"{'an' if noun[:1].lower() in VOWELS else 'a'} {noun}"

    @property
    def finest(self) -> LevelDefinition:
        """Return the finest level."""
        return self._dataset.level(self._dataset.finest)

    @property
    def authority(self) -> LevelDefinition | None:
        """Return the level that identifies the finest areas beside their names, None where it is the finest itself."""
        level = self._dataset.reports_by
        return None if level == self._dataset.finest else self._dataset.level(level)

    @property
    def whole_noun(self) -> str:
        """Say what the one area is that all lie in: the nation; nothing where there is none."""
        whole = whole_area(self._edition)
        return f"the {self._dataset.level(whole.level).in_a_sentence}" if whole else ""

    @property
    def choice_of_place(self) -> list[str]:
        """Return what the places are called that lists can be of, the larger first."""
        dataset = self._dataset
        levels = dict.fromkeys(level for level in (dataset.lists_by, dataset.reports_by) if level != dataset.finest)
        return list(nouns_of(self._edition, levels))

    @staticmethod
    def any_of(names: Iterable[str]) -> str:
        """List what there is to choose from: region or authority."""
        return any_of(list(names))

    def sought(self, finder: Finder | None) -> str:
        """Say what can be searched for: an area, an authority or a postcode."""
        authority = [self.an(self.authority.in_a_sentence)] if self.authority else []
        found_by = [self.an(finder.name)] if finder else []
        return any_of(["an area", *authority, *found_by])

    def named_for_search(self, finder: Finder | None) -> str:
        """Say briefly what can be written into the search box: Area or postcode."""
        other = finder.name if finder else self.authority.in_a_sentence if self.authority else ""
        return any_of(["Area", *filter(None, [other])])

    @staticmethod
    def several(finder: Finder) -> str:
        """Say what several of what places are found by are called: postcodes."""
        return finder.names or plural(finder.name)

    def parts(self, level: str) -> str:
        """Head a list of an area's parts: Authorities, or Areas for the finest."""
        return "Areas" if level == self._dataset.finest else capitalize_first(self._dataset.level(level).in_sentences)

    @property
    def lang(self) -> Markup:
        """Return the attribute of an element that holds a name alone: nothing where names are English."""
        language = self._dataset.language
        is_english = language.split("-")[0] == ENGLISH
        return Markup() if is_english else Markup(' lang="{}"').format(language)

    def name(self, area: Area) -> Markup:
        """Write an area's name inside a sentence, marked with its language where that is not English."""
        return Markup("<span{}>{}</span>").format(self.lang, area.name) if self.lang else escape(area.name)

    def the_area(self, area: Area) -> Markup:
        """Write an area's name as it stands inside a sentence: the North East."""
        return escape(self._dataset.the(area.name).removesuffix(area.name)) + self.name(area)

    def other_name(self, area: Area) -> Markup:
        """Write an area's second name; nothing where it has none of its own."""
        if area.other_name in ("", area.name):
            return Markup()
        language = self._dataset.other_language
        lang = Markup(' lang="{}"').format(language) if language else Markup()
        return Markup("<span{}>{}</span>").format(lang, area.other_name)

    def key(self, place: Area) -> str:
        """Name a place as `within` does in an address."""
        return key_of(self._edition, place)

    def keys(self, places: Iterable[Area]) -> list[str]:
        """Name places one by one."""
        return [self.key(place) for place in places]

    def data_key(self, place: Area) -> str:
        """Name a place as addresses of data do, where it may be of the finest level too."""
        return key_of(self._edition, place, self._dataset.slugs)
