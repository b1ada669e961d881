"""Give Prometheus what the workers counted, and what they serve, at a port that readers do not reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from app.editions import EditionsFolder
from app.errors import CasemapError


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


@contextmanager
def answering(host: str, port: int, editions: EditionsFolder) -> Iterator[None]:
    """Answer Prometheus at an address for a while."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(EditionCollector(editions, lambda: datetime.now(UTC).date()))
    server, thread = start_http_server(port, host, registry)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
