"""From England to a city's small areas, and about them: what travels, and how long it takes and how smooth it is beside
plain Leaflet with the same areas, on the same machine in turn."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from statistics import median

from playwright.sync_api import Browser

from tests.bench import plain
from tests.bench.phone import Phone, chromium, phone, script
from tests.bench.report import Row, at_most

TIMES = 5
CITIES = {"London": (51.5074, -0.1278), "Newcastle": (54.9783, -1.6178)}
CLOSE = 10.0  # the zoom at which a city fills a phone
STEPS, PACE, REST = 10, 16, 80  # moves of a finger, milliseconds between them, and before it is lifted
REACH = 160  # pixels from the middle that fingers go at most
LONG = 50  # milliseconds: tasks that take less are not told of
# Goes there in one move, as Back and a link do, and tells how long it took once the frame with the areas is done.
GO = """
(() => {
  const since = performance.now();
  const {port1, port2} = new MessageChannel();
  port1.onmessage = () => tellBench(JSON.stringify({name: 'arrived', at: performance.now() - since}));
  const look = () => document.querySelector('ARRIVED') ? port2.postMessage(null) : requestAnimationFrame(look);
  history.pushState(null, '', '?view=PLACE');
  dispatchEvent(new PopStateEvent('popstate'));
  requestAnimationFrame(look);
})()
"""
ARRIVED = '#map_casemap[data-level=msoa][data-pending="0"]'
# Steps back a week, as an arrow key does, and tells how long it took once the frame with that week is done.
STEP = """
(() => {
  const slider = document.getElementById('week-slider');
  const said = slider.getAttribute('aria-valuetext');
  const {port1, port2} = new MessageChannel();
  const look = () =>
    slider.getAttribute('aria-valuetext') === said ? requestAnimationFrame(look) : port2.postMessage(null);
  const since = performance.now();
  port1.onmessage = () => tellBench(JSON.stringify({name: 'stepped', at: performance.now() - since}));
  slider.stepDown();
  slider.dispatchEvent(new Event('input'));
  requestAnimationFrame(look);
})()
"""
WEEKS = 8  # that the slider is moved back
FRAME = """
(({x, y, width, height}) => [x, y, width, height])(document.getElementById('map_casemap').getBoundingClientRect())
"""
# Records how long each frame takes, and tasks of 50 ms and more.
RECORD = """
(() => {
  window.benchFrames = [];
  window.benchTasks = [];
  new PerformanceObserver((list) => {
    for (const {duration} of list.getEntries()) benchTasks.push(duration);
  }).observe({type: 'longtask'});
  let last = 0;
  const frame = (now) => {
    if (last) benchFrames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()
"""


Point = tuple[float, float]


@dataclass(frozen=True)
class Journey:
    """What came over the wire and how long the small areas took, in one move of the map."""

    kilobytes: float
    milliseconds: float
    longest_task: float


def view_of(city: str) -> str:
    """Return the view of a city as addresses have it."""
    latitude, longitude = CITIES[city]
    return f"{latitude},{longitude},{CLOSE}"


def measure(home: str) -> Iterator[Row]:
    """Go to each city on a slow phone, and move about London; at the machine's own speed step through weeks."""
    with chromium() as browser:
        for city in CITIES:
            yield from _go(browser, home, city)
        yield from _move_about(browser, home)
        for name, query in {"London": f"?view={view_of('London')}", "all England's small areas": "?level=msoa"}.items():
            yield from _step_through_weeks(browser, home, name, query)


def _go(browser: Browser, home: str, city: str) -> Iterator[Row]:
    both = [(_travel(browser, home, "/", city), _travel(browser, home, plain.PATH, city)) for _ in range(TIMES)]
    ours, theirs = (_middle(journeys) for journeys in zip(*both, strict=True))
    name = f"England to {city}"
    remark = f" ({theirs.kilobytes:.0f} kB)"
    yield at_most(f"{name}: over the wire", ours.kilobytes, 120, " kB", remark)
    yield _beside(f"{name}: small areas drawn", ours.milliseconds, theirs.milliseconds, 1)
    yield _beside(f"{name}: longest task", ours.longest_task, max(theirs.longest_task, LONG), 1)


def _middle(journeys: Sequence[Journey]) -> Journey:
    return Journey(*(median(values) for values in zip(*map(astuple, journeys), strict=True)))


def _beside(what: str, ours: float, theirs: float, most: float, remark: str = "") -> Row:
    """Hold milliseconds against those of plain Leaflet with the same areas."""
    return at_most(what, ours / theirs, most, " x plain Leaflet", f" ({ours:.0f} ms; {theirs:.0f} ms{remark})")


def _travel(browser: Browser, home: str, path: str, city: str) -> Journey:
    with phone(browser, home) as opened:
        _open(opened, path)
        opened.slow_down()
        before = opened.traffic.bytes
        opened.ask(GO.replace("PLACE", view_of(city)).replace("ARRIVED", ARRIVED))
        opened.wait_until(lambda: "arrived" in opened.told, "the small areas")
        taken = opened.told["arrived"]
        opened.wait_until_quiet()
        kilobytes = (opened.traffic.bytes - before) / 1000
        longest = max(opened.ask("benchTasks"), default=0)
        logging.info("%s: %.0f kB, %.0f ms, longest task %.0f ms", opened.page.url, kilobytes, taken, longest)
        return Journey(kilobytes, taken, longest)


def _open(opened: Phone, path: str) -> None:
    opened.open(path, script("watch.js", areas=None))
    opened.wait_until(lambda: "map" in opened.told, "the map")
    opened.wait_until_quiet()
    opened.ask(RECORD)


def _drag(opened: Phone, start: Point, end: Point) -> None:
    """Draw a finger over the map."""
    _move(opened, [start], [end])


def _pinch(opened: Phone, middle: Point, scale: float) -> None:
    """Move two fingers apart, or together where the scale is below one."""
    x, y = middle
    near, far = sorted((REACH / max(scale, 1 / scale), float(REACH)), reverse=scale < 1)
    _move(opened, [(x - near, y), (x + near, y)], [(x - far, y), (x + far, y)])


def _move(opened: Phone, starts: Sequence[Point], ends: Sequence[Point]) -> None:
    """Move fingers over the map, and let them rest before they are lifted: nothing goes on by itself."""
    _touch(opened, "touchStart", starts)
    for step in range(1, STEPS + 1):
        share = step / STEPS
        along = [(a + (c - a) * share, b + (d - b) * share) for (a, b), (c, d) in zip(starts, ends, strict=True)]
        _touch(opened, "touchMove", along)
        opened.page.wait_for_timeout(PACE)
    opened.page.wait_for_timeout(REST)
    _touch(opened, "touchEnd", [])


def _touch(opened: Phone, kind: str, points: Sequence[Point]) -> None:
    touches = [{"x": x, "y": y} for x, y in points]
    opened.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


def _move_about(browser: Browser, home: str) -> Iterator[Row]:
    """Drag and pinch over London's small areas."""
    both = [(_frames(browser, home, "/"), _frames(browser, home, plain.PATH)) for _ in range(TIMES)]
    ours, theirs = (median(max(frames) for frames in taken) for taken in zip(*both, strict=True))
    late = median(sum(frame > LONG for frame in frames) for frames, _ in both)
    remark = f"; {late:.0f} of {len(both[0][0])} frames over {LONG} ms"
    yield _beside("Moving over London: longest frame", ours, theirs, 2, remark)


def _frames(browser: Browser, home: str, path: str) -> list[float]:
    with phone(browser, home) as opened:
        _open(opened, f"{path}?view={view_of('London')}")
        opened.page.wait_for_selector(ARRIVED)
        left, top, width, height = opened.ask(FRAME)
        middle = (left + width / 2, top + height / 2)
        aside = (middle[0] - 150, middle[1] + 60)
        opened.slow_down()
        opened.ask("benchFrames.length = 0")
        _drag(opened, middle, aside)
        _drag(opened, aside, middle)
        _pinch(opened, middle, 2)
        _pinch(opened, middle, 0.5)
        opened.page.wait_for_timeout(400)
        frames: list[float] = opened.ask("benchFrames.splice(0)")
        return frames


def _step_through_weeks(browser: Browser, home: str, name: str, query: str) -> Iterator[Row]:
    (ours, kilobytes), (theirs, _) = (_steps(browser, home, f"{path}{query}") for path in ("/", plain.PATH))
    remark = f"; the first, with nothing fetched ahead, {ours[0]:.0f} ms; the slowest {max(ours):.0f} ms"
    yield _beside(f"A step of the slider over {name}", median(ours), median(theirs), 2, remark)
    yield at_most(f"A week over {name}: over the wire", kilobytes, 12, " kB")  # with what the headline says of it


def _steps(browser: Browser, home: str, path: str) -> tuple[list[float], float]:
    """Move the slider back, each time after what is fetched ahead has come; give milliseconds, and kilobytes a week."""
    with phone(browser, home) as opened:
        _open(opened, path)
        opened.page.wait_for_selector(ARRIVED)
        opened.page.wait_for_selector("html[data-tools=true]", state="attached")
        opened.wait_until_quiet()
        before = opened.traffic.bytes
        taken = []
        for _ in range(WEEKS):
            opened.told.pop("stepped", None)
            opened.ask(STEP)
            opened.wait_until(lambda: "stepped" in opened.told, "the week before")
            opened.wait_until_quiet()
            taken.append(opened.told["stepped"])
        logging.info("steps through weeks at %s: %s", path, ", ".join(f"{one:.0f} ms" for one in taken))
        return taken, (opened.traffic.bytes - before) / 1000 / (WEEKS + 1)  # the next week has come ahead
