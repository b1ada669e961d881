"""Errors that a person can do something about."""

from collections.abc import Sequence
from datetime import date

# The words of `casemap load --accept`, and what each lets through.
ACCEPTED = {
    "areas": "a quarter or more of the areas known before are gone",
    "days": "a few rows are of a day far from the others, as a mistyped year makes",
    "history": "counts known before all fell alike to less than half, or half the days are gone",
    "levels": "a level that the release before had is gone",
    "people": "an area has more cases than people",
    "small": "counts that the publisher never gives",
    "withdrawn": "the same release was withdrawn",
    "zeros": "every count of a level is zero",
}


class CasemapError(Exception):
    """An error with one sentence that tells a person what went wrong and what to do."""


class FileError(CasemapError):
    """A published file cannot be loaded; nothing of it was kept."""


class BadFileError(FileError):
    """A published file says something that cannot be right."""

    def __init__(self, problem: str, *, row: int | None = None, column: str | None = None) -> None:
        place = [f"row {row:,}"] if row is not None else []
        place += [f"column {column}"] if column is not None else []
        super().__init__(f"{', '.join(place)}: {problem}" if place else problem)


class DoubtfulFileError(FileError):
    """A published file can hardly be right, and was not accepted."""


class UnrecognisedFileError(FileError):
    """No reader knows the file's layout."""


class OtherNameError(UnrecognisedFileError):
    """A file has the columns of a layout whose files the definition calls otherwise."""


class PublicationDateError(FileError):
    """A file of counts does not say when it was published, or contradicts what was said."""


class DatasetError(CasemapError):
    """A definition belongs to another dataset than it is used with."""


class StoreError(CasemapError):
    """The store cannot be reached, or stopped answering."""


class BackupError(CasemapError):
    """A backup cannot be written or read where it was said to be."""


class UpdatingError(CasemapError):
    """Another update of the same store is at work."""

    def __init__(self) -> None:
        super().__init__("Another update is at work on this store. It goes on, and this one did nothing.")


class ReleaseError(CasemapError):
    """No release is of this name, or it cannot be withdrawn."""


class CannotPublishError(CasemapError):
    """The store does not hold what an edition needs."""


class GeometryError(FileError):
    """Boundaries cannot be made into a map."""


class HeldError(CasemapError):
    """A rollback holds, so nothing is published."""

    def __init__(self, edition: str) -> None:
        super().__init__(
            f"Readers were taken back to edition {edition}, and stay there: nothing was published. "
            "When all is right again, say `casemap publish --resume`."
        )


class NoEditionError(CasemapError):
    """Nothing is published, or not what was asked for."""


class EditionsError(CasemapError):
    """The editions cannot be reached or written."""


class ChangedMeanwhileError(EditionsError):
    """Another process changed what readers see while this one was about to."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"Another command changed the editions in {address} meanwhile, and this one changed nothing: run it again."
        )


class DamagedEditionError(CasemapError):
    """A stored edition's file is not what was published; `edition` is its id, empty where that is not known."""

    def __init__(self, problem: str, *, edition: str = "") -> None:
        super().__init__(problem)
        self.edition = edition


class WithdrawnEditionError(CasemapError):
    """An edition was withdrawn: no address of it is answered, and it is not published again."""

    def __init__(self, edition: str, on: str, because: str) -> None:
        super().__init__(f"Edition {edition} was withdrawn on {on}: {because}")


class OtherFormatError(DamagedEditionError):
    """An edition was written by another version of Casemap, in a format that this one does not read."""

    def __init__(self, edition: str, given: object, read: int) -> None:
        written = f"in format {given}" if given else "by a version before formats had a number"
        super().__init__(
            f"Edition {edition} was written {written}, and this version of Casemap reads format {read}: "
            "run `casemap publish` to publish anew.",
            edition=edition,
        )


class PortError(CasemapError):
    """The server cannot listen where it was told to."""


class NotServedError(CasemapError):
    """An address names a level, week, area or edition that is not there; `choices` are those that are."""

    def __init__(self, problem: str, *, choices: Sequence[str] = ()) -> None:
        super().__init__(problem)
        self.choices = choices


class NotOnRecordError(NotServedError):
    """An address names a period that is not on record; `nearest` are the last days of those right before and after."""

    def __init__(self, problem: str, *, choices: Sequence[str], nearest: Sequence[date]) -> None:
        super().__init__(problem, choices=choices)
        self.nearest = nearest


class BadParameterError(CasemapError):
    """A request's parameter cannot be understood."""


class FetchError(CasemapError):
    """A download is incomplete, not what it should be, or forbidden; earlier files are unchanged."""


class SettingError(CasemapError):
    """A setting's value cannot be used."""


class DefinitionError(CasemapError):
    """A definition of a dataset cannot be used; `problems` are sentences, each with its line."""

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        super().__init__("\n".join((f"{file} cannot be used:", *(f"  {problem}" for problem in problems))))
        self.problems = tuple(problems)


class ExportError(CasemapError):
    """A site cannot be exported; what was at the target is unchanged."""


class PictureError(CasemapError):
    """A picture could not be drawn."""


class DownloadError(CasemapError):
    """A file for download could not be made; the reason is for the operator."""


class BusyError(CasemapError):
    """Too many costly requests at once; `retry_after` is the number of seconds until the next attempt."""

    retry_after = 5

    def __init__(self) -> None:
        super().__init__(f"Much is being drawn and written just now. Ask again in {self.retry_after} seconds.")
