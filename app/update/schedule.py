"""Run updates on a schedule, each in a process of its own."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from types import FrameType
from zoneinfo import ZoneInfo

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from app.editions import EditionsFolder, shown_edition
from app.settings import Settings
from app.statistics.lateness import awaited_on

DAYS = {"weekday": "mon-fri", "day": "mon-sun"}  # what `--every` may say, as cron does
AGAIN = timedelta(minutes=15)  # between two looks for figures that are due and have not come
LONGEST = 2 * 3600  # seconds after which an update is ended, which is safe at any point


def trigger(every: str, at: time, zone: ZoneInfo) -> CronTrigger:
    """Return when updates are due."""
    return CronTrigger(day_of_week=DAYS[every], hour=at.hour, minute=at.minute, timezone=zone)


def next_awaited(settings: Settings) -> date:
    """Return the day from which new figures are awaited, one long past where readers see none."""
    shown = shown_edition(EditionsFolder(settings.editions_folder))
    return awaited_on(settings.dataset, shown.published_on) if shown else date.min


def look_again_at(now: datetime, due: CronTrigger, awaited_on: date) -> datetime | None:
    """Return when to look again for figures that are due from a day on; None where none are, or the day is over.

    `now` is in the publisher's time zone.
    """
    midnight = datetime.combine(now, time(), now.tzinfo)
    first = due.get_next_fire_time(None, midnight)
    again = now + AGAIN
    is_due = first is not None and first <= now and first.date() == now.date() == again.date()
    return again if is_due and awaited_on <= now.date() else None


def run_at(due: CronTrigger, run: Callable[[], object], awaited: Callable[[], date]) -> None:
    """Run now and whenever it is due, and again while awaited figures have not come, until this process is ended."""
    scheduler = BlockingScheduler(timezone=due.timezone)
    settings = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}

    def look() -> None:
        run()
        again = look_again_at(datetime.now(due.timezone), due, awaited())
        if again is not None:
            scheduler.add_job(look, "date", run_date=again, id="again", replace_existing=True, **settings)

    scheduler.add_job(look, due, id="due", next_run_time=datetime.now(due.timezone), **settings)
    scheduler.start()


class Child:
    """Run a command in a process of its own, which ends with this one: what goes wrong in it ends no schedule."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self._command = command
        self._environment = environment
        self._running: subprocess.Popen[bytes] | None = None
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)

    def __call__(self) -> int:
        """Run it to its end, or as long as it may take, and give its exit code."""
        with subprocess.Popen(self._command, env=self._environment) as self._running:  # noqa: S603  our own
            try:
                return self._running.wait(LONGEST)
            except subprocess.TimeoutExpired:
                self._running.kill()
                return self._running.wait()

    def _end(self, number: int, _frame: FrameType | None) -> None:
        if self._running is not None:
            self._running.terminate()
        raise SystemExit(0)
