"""Serve Prometheus metrics of the workers and of updates, at a port that readers do not reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from app.editions import EditionsFolder
from app.errors import CasemapError
from app.update.kept import ends_of


class EditionCollector(Collector):
    """Say which edition is current, and how old what it shows is."""

    def __init__(self, editions: EditionsFolder, today: Callable[[], date]) -> None:
        self._editions = editions
        self._today = today

    def collect(self) -> Iterator[GaugeMetricFamily | InfoMetricFamily]:
        """Read the current edition anew; of one that cannot be read nothing is said."""
        try:
            pointer = self._editions.pointer()
            edition = self._editions.open(pointer.edition) if pointer else None
        except (CasemapError, OSError):
            edition = None
        published = GaugeMetricFamily("casemap_has_edition", "Whether there is an edition that can be read.")
        published.add_metric([], edition is not None)
        yield published
        if edition is None:
            return
        about = InfoMetricFamily("casemap_edition", "The edition that readers see.")
        about.add_metric([], {"edition": edition.id, "week_end": str(edition.week.end)})
        yield about
        ages = {"week_end": edition.week.end, "publication": edition.published_on}
        age = GaugeMetricFamily(
            "casemap_age_days", "Days since the period ended, and since publication.", labels=["of"]
        )
        for of, day in ages.items():
            age.add_metric([of], (self._today() - day).days)
        yield age


class UpdatesCollector(Collector):
    """Say how the updates that were run from a home ended."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        """Read how they ended anew."""
        ended = list(ends_of(self._home))
        total = CounterMetricFamily("casemap_updates", "Updates by how they ended.", labels=["outcome"])
        for outcome, number in Counter(each.outcome for each in ended).items():
            total.add_metric([outcome], number)
        yield total
        last = GaugeMetricFamily("casemap_last_update_timestamp_seconds", "When the last ended.", labels=["outcome"])
        for each in ended[-1:]:
            last.add_metric([each.outcome], each.at.timestamp())
        yield last


@contextmanager
def answering(host: str, port: int, editions: EditionsFolder, home: Path) -> Iterator[None]:
    """Answer Prometheus at an address for a while."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(EditionCollector(editions, lambda: datetime.now(UTC).date()))
    registry.register(UpdatesCollector(home))
    server, thread = start_http_server(port, host, registry)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
