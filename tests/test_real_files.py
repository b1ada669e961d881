"""The figures that the real files give, from the command line to the served bytes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from app import create_app
from app.audit import Audit, audit, served_of
from app.cli import main
from app.dataset import read_dataset
from app.domain import Cell, Period, PeriodTable, Shown, Withheld
from app.publish.choices import Choices
from app.publish.edition import Edition
from app.publish.publish import draft
from app.publish.revisions import Counted, follow
from app.settings import Settings
from app.statistics.measures import Change
from app.statistics.rankings import compare, ranked, ranked_by
from app.store import open_store
from app.withholding import withhold, without_shared_days
from tests.bulk.reading import Reader, check_forms, check_history
from tests.england import ENGLAND, Level, hiding, week

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def run(real_home: Path) -> Run:
    """Run casemap commands where the whole folder is loaded."""

    def run_command(*arguments: str) -> Result:
        result = CliRunner().invoke(main, arguments, env={"CASEMAP_HOME": str(real_home)}, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result

    return run_command


@pytest.fixture
def published(run: Run, real_home: Path) -> Callable[..., tuple[dict[str, Any], FlaskClient]]:
    """Publish, and give the status and a client of what is served."""

    def publish(*arguments: str) -> tuple[dict[str, Any], FlaskClient]:
        run("publish", *arguments)
        return json.loads(run("status", "--json").stdout), create_app(Settings(home=real_home)).test_client()

    return publish


def rows(client: FlaskClient, address: str) -> dict[str, dict[str, str]]:
    response = client.get(f"/api/v1/weeks/{address}.csv")
    assert response.status_code == 200
    return {row["area_code"]: row for row in csv.DictReader(io.StringIO(response.text))}


def test_everything_published_gives_the_week_to_25_november(published: Any) -> None:
    status, client = published()

    assert (status["week_start"], status["week_end"], status["published_on"]) == (
        "2020-11-19",
        "2020-11-25",
        "2020-11-30",
    )
    assert status["levels"]["msoa"] | {"total_cases_shown": 0} == {
        "published_on": "2020-11-30",
        "shown": 6096,
        "hidden": 695,
        "missing": 0,
        "total_cases_shown": 0,
    }
    shown = {level: facts["shown"] for level, facts in status["levels"].items()}
    assert shown == {"nation": 1, "region": 9, "utla": 149, "ltla": 315, "msoa": 6096}
    assert {status["levels"][level]["published_on"] for level in ("nation", "utla", "ltla")} == {"2021-03-20"}
    assert status["passed_over"] == []
    total = sum(int(row["cases"]) for row in rows(client, "latest/msoa").values() if row["cases"])
    assert total == status["levels"]["msoa"]["total_cases_shown"]


@pytest.mark.usefixtures("made_here")
def test_every_form_of_the_data_says_what_the_map_does(published: Any, tmp_path: Path) -> None:
    status, client = published()
    reader = Reader(client, tmp_path)
    states = Counter(row["status"] for row in check_forms(reader, "msoa"))
    history = check_history(reader, "region")

    assert {state: states[state] for state in ("shown", "hidden", "missing")} == {
        state: status["levels"]["msoa"][state] for state in ("shown", "hidden", "missing")
    }
    assert len(reader.mapped("msoa")) == 6791
    assert len(history) == 9 * len(reader.edition.record["region"])


def test_the_headline_is_englands_figure_and_the_highest_areas(published: Any) -> None:
    _, client = published()
    page = client.get("/").text.partition("data-headline")[2].partition("</ol>")[0]
    nation = rows(client, "latest/nation")["E92000001"]
    shown = [(code, int(row["cases"])) for code, row in rows(client, "latest/msoa").items() if row["cases"]]
    named = re.findall(r'data-code="([^"]+)".*?<b>([0-9,]+)</b>', page)

    assert f"<b>{int(nation['cases']):,}</b> cases in England" in page
    assert f"Down {abs(float(nation['change_percent'])):.1f}% on the week before" in page
    assert [(code, int(count.replace(",", ""))) for code, count in named] == sorted(
        shown, key=lambda one: one[1], reverse=True
    )[:5]


def test_the_postcodes_of_two_letters_are_found_with_their_areas(published: Any) -> None:
    _, client = published()
    edition = client.get("/healthz").get_json()["edition"]
    sunderland = client.get(f"/editions/{edition}/postcodes/SR1.json").get_json()
    names = client.get(f"/editions/{edition}/search.json").get_json()["levels"]["msoa"]
    in_use, retired = sunderland["E02001803"]
    areas = dict(zip(names["codes"], names["names"], strict=True))

    assert areas["E02001803"] == "Sunderland Central & Deptford"
    assert ("1AF" in in_use, "1AA" in retired, "1AA" in in_use) == (True, True, False)
    assert client.get(f"/editions/{edition}/postcodes/TD1.json").status_code == 404  # wholly in Scotland
    assert set(client.get(f"/editions/{edition}/postcodes/TD15.json").get_json()) <= areas.keys()


def test_every_common_name_means_areas_that_there_are(published: Any) -> None:
    _, client = published()
    edition = client.get("/healthz").get_json()["edition"]
    names = client.get(f"/editions/{edition}/search.json").get_json()["common_names"]

    assert {each["name"]: tuple(code for _, code in each["areas"]) for each in names} == ENGLAND.common_names
    assert {level for each in names for level, _ in each["areas"]} == {"utla", "ltla"}
    assert all(set(each["boxes"]) == {"map", "hexes"} for each in names if len(each["areas"]) > 1)


@pytest.mark.parametrize(
    ("as_of", "week_end", "shown", "hidden"),
    [
        ("2020-11-02", "2020-10-27", 6245, 546),
        ("2020-10-14", "2020-10-10", 5268, 1523),
        ("2020-10-13", "2020-10-09", 5082, 1709),
        # Of the file's 169 values above three, one is that of the unallocated row, which is no area.
        ("2020-07-30", "2020-07-12", 168, 6623),
    ],
)
def test_as_of_a_day_gives_what_was_published_by_then(
    published: Any, as_of: str, week_end: str, shown: int, hidden: int
) -> None:
    status, _ = published("--as-of", as_of)

    assert status["week_end"] == week_end
    assert (status["levels"]["msoa"]["shown"], status["levels"]["msoa"]["hidden"]) == (shown, hidden)
    assert status["levels"]["msoa"]["published_on"] == as_of


def test_on_2_november_durham_city_has_142_and_there_are_no_authority_figures(published: Any) -> None:
    status, client = published("--as-of", "2020-11-02")
    found = rows(client, "latest/msoa")
    counts = {code: int(row["cases"]) for code, row in found.items() if row["cases"]}
    highest = max(counts, key=lambda code: counts[code])

    assert (found["E02004314"]["area_name"], counts["E02004314"]) == ("Durham City", 142)
    assert (found[highest]["area_name"], counts[highest]) == ("Loughborough Storer & Queen's Park", 214)
    assert status["levels"]["utla"]["published_on"] is None
    assert {row["status"] for row in rows(client, "latest/utla").values()} == {"not published"}


def test_a_week_whose_week_before_is_not_on_record_says_so(published: Any) -> None:
    _, client = published("--as-of", "2020-10-14")
    reasons = {row["change_reason"] for row in rows(client, "latest/msoa").values() if row["status"] == "shown"}

    assert reasons == {"week before not on record"}


def test_redcar_and_cleveland_had_7_after_1_in_june_2020(published: Any) -> None:
    _, client = published("--as-of", "2020-08-17")
    row = rows(client, "2020-06-28/utla")["E06000003"]

    assert (row["cases"], row["previous_cases"], row["rate_per_100k"]) == ("7", "1", "5.1")
    assert rows(client, "2020-06-21/utla")["E06000003"]["rate_per_100k"] == "0.7"


@pytest.fixture(scope="module")
def everything(real_home: Path) -> Edition:
    """Return the edition of all that is loaded, unpublished."""
    with open_store(Settings(home=real_home).store_url) as store:
        return draft(store, Choices(ENGLAND)).edition


def small_areas(edition: Edition) -> dict[Period, PeriodTable]:
    return {week: table for (level, week), table in edition.tables.items() if level == Level.MSOA}


def test_authorities_whose_totals_forbid_small_counts_are_missing_on_five_days_and_no_other(
    everything: Edition,
) -> None:
    authority = [area.within[Level.LTLA] for area in everything.areas[Level.MSOA]]
    missing = {
        week.end: [code for code, cell in zip(authority, table.cells, strict=True) if cell is Withheld.MISSING]
        for week, table in small_areas(everything).items()
    }
    days = {end: (len(set(codes)), len(codes)) for end, codes in missing.items() if len(set(codes)) > 4}

    assert days.pop(date(2020, 11, 21))[0] >= 197  # some areas of others are missing between two days that show them
    assert days == {
        date(2020, 10, 10): (14, 84),
        date(2020, 11, 8): (47, 1445),
        date(2020, 11, 15): (47, 1444),
        date(2020, 11, 22): (118, 3607),
    }


def test_no_area_is_hidden_between_two_days_far_above_the_threshold(everything: Edition) -> None:
    tables = small_areas(everything)
    shown = {
        week.end: [cell.cases if isinstance(cell, Shown) else 0 for cell in table.cells]
        for week, table in tables.items()
    }
    day = timedelta(days=1)
    hidden = [
        (week.end, place)
        for week, table in tables.items()
        for place, cell in enumerate(table.cells)
        if cell is Withheld.HIDDEN
        and min(counts[place] if (counts := shown.get(week.end + side)) else 0 for side in (-day, day)) > 9
    ]

    assert hidden == []


def sure_of(tables: Mapping[tuple[str, Period], PeriodTable], edition: Edition) -> list[int]:
    """Return the hidden counts that an attacker is sure of by authorities' totals less the areas that are shown."""
    authorities = [area.within[Level.LTLA] for area in edition.areas[Level.MSOA]]
    found: list[int] = []
    for (level, one), table in tables.items():
        totals = tables.get((Level.LTLA, one)) if level == Level.MSOA else None
        cells: dict[str, list[Cell]] = {}
        for code, cell in zip(authorities, table.cells, strict=True) if totals else ():
            cells.setdefault(code, []).append(cell)
        for area, total in zip(edition.areas[Level.LTLA], totals.cells if totals else (), strict=False):
            its = cells.get(area.code, [])
            hidden = its.count(Withheld.HIDDEN)
            if not isinstance(total, Shown) or not hidden:
                continue
            left = total.cases - sum(cell.cases for cell in its if isinstance(cell, Shown))
            others = [cell for cell in its if isinstance(cell, Withheld) and cell is not Withheld.HIDDEN]
            least = sum(4 if cell is Withheld.PROTECTING else 0 for cell in others)  # of others nothing else is known
            if left == least:
                found += [0] * hidden
            elif not others and (left == 3 * hidden or (hidden == 1 and 0 < left < 3)):
                found += [left // hidden] * hidden
    return found


def test_an_attacker_is_sure_of_thousands_of_counts_and_of_none_but_zeros_where_they_are_protected(
    everything: Edition,
) -> None:
    protected = withhold(
        ENGLAND, everything.areas, without_shared_days(ENGLAND, everything.tables, everything.week), {}
    )
    in_the_week = protected[Level.MSOA, everything.week]

    assert sum(map(bool, sure_of(everything.tables, everything))) == 1578
    assert set(sure_of(protected, everything)) == {0}
    assert (in_the_week.count(Withheld.PROTECTING), len(in_the_week.shown)) == (164, 5932)


@pytest.fixture(scope="module")
def audited(everything: Edition) -> Audit:
    return audit(served_of(ENGLAND, everything.areas, everything.tables), {everything.week})


def test_the_audit_finds_what_an_attacker_is_sure_of_and_what_overlapping_days_tell_too(
    everything: Edition, audited: Audit
) -> None:
    one_week = {key: table for key, table in everything.tables.items() if key[1] == everything.week}
    (found,) = audited.findings
    of_the_week = audit(served_of(ENGLAND, everything.areas, one_week))

    assert of_the_week.total is not None
    assert of_the_week.total.exact == len(sure_of(one_week, everything)) == 52
    assert (found.hidden, found.exact, found.narrowed, found.safe) == (695, 107, 300, 288)


def test_birmingham_is_missing_on_22_november_where_it_is_not_shown(everything: Edition) -> None:
    cells = everything.tables[Level.MSOA, week(date(2020, 11, 22))].cells
    birmingham = [
        cell
        for area, cell in zip(everything.areas[Level.MSOA], cells, strict=True)
        if area.within[Level.LTLA] == "E08000025"
    ]

    assert (len(birmingham), sum(isinstance(cell, Shown) for cell in birmingham)) == (132, 9)
    assert birmingham.count(Withheld.MISSING) == 123


def test_the_unallocated_row_is_reported_and_left_out(real_data: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["load", str(real_data / "cases" / "MSOAs_latest_2020-07-30.csv")], env={"CASEMAP_HOME": str(tmp_path)}
    )

    assert "xxxxxxxxx" in result.output


def test_loading_the_folder_again_changes_nothing(run: Run, real_data: Path) -> None:
    result = run("load", str(real_data))

    assert result.stdout.count("loaded before; nothing changed") == 13


def test_the_archive_loads_by_the_areas_that_it_names(real_data: Path, tmp_path: Path) -> None:
    environment = {"CASEMAP_HOME": str(tmp_path)}
    archive = str(real_data.parent / "layouts" / "ukhsa_archive_cases_sample.zip")
    asked = CliRunner().invoke(main, ["load", archive], env=environment)
    loaded = CliRunner().invoke(main, ["load", "--published", "2024-03-01", archive], env=environment)

    assert asked.exit_code == 1
    assert "--published" in asked.output
    assert loaded.exit_code == 0
    assert "UKHSA archive, published 1 March 2024" in loaded.output


# Independent calculations: the agency's own rows in pandas, and halves rounded away from zero in decimals.


def to_one_decimal(figure: Fraction) -> str:
    exact = Decimal(figure.numerator) / Decimal(figure.denominator)
    return str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def figures_by_pandas(cases: pd.DataFrame, population: pd.Series, week_end: str) -> dict[str, dict[str, str]]:
    """Return each area's count, rate and change; `cases` has area, date and the count of the seven days to it."""
    wide = cases.pivot(index="area", columns="date", values="cases")
    now, before = wide[week_end], wide[str(date.fromisoformat(week_end) - timedelta(7))]
    told = {}
    for area in now.dropna().index:
        count, then, people = int(now[area]), before[area], int(population[area])
        is_known = not pd.isna(then) and int(then) > 0
        told[area] = {
            "cases": str(count),
            "rate_per_100k": to_one_decimal(Fraction(count * 100_000, people)),
            "previous_cases": "" if pd.isna(then) else str(int(then)),
            "change_percent": to_one_decimal(Fraction((count - int(then)) * 100, int(then))) if is_known else "",
        }
    return told


def to_one(numerator: int, denominator: int) -> float:
    """Divide in decimals, and round to one, halves away from zero."""
    return float((Decimal(numerator) / denominator).quantize(Decimal("0.1"), ROUND_HALF_UP))


def small_areas_by_pandas(real_data: Path) -> pd.DataFrame:
    """Return what the latest file that has a week says of every small area in it: a row each, a column a week."""
    files = real_data / "cases"
    weekly = pd.read_csv(files / "MSOAs_latest_2020-07-30.csv", index_col="msoa11_cd").filter(regex="^wk_")
    weekly.columns = [str(date.fromisocalendar(2020, int(str(name)[3:]), 7)) for name in weekly]
    found = {day: pd.to_numeric(weekly[day], errors="coerce") for day in weekly}
    for published, day, column in (("2020-10-13", "2020-10-09", "wk41_5"), ("2020-10-14", "2020-10-10", "wk41_6")):
        features = json.loads((files / f"arcgis_msoa_{published}.json").read_text())["features"]
        found[day] = pd.DataFrame([each["attributes"] for each in features]).set_index("msoa11cd")[column]
    for published in ("2020-11-02", "2020-11-25", "2020-11-30"):
        rows = pd.read_csv(files / f"msoa_{published}.csv.gz")
        found |= dict(rows.pivot(index="areaCode", columns="date", values="newCasesBySpecimenDateRollingSum").items())
    return pd.DataFrame(found).dropna(axis="columns", how="all")


def larger_areas_by_pandas(real_data: Path, level: str) -> pd.DataFrame:
    """Return the sums of seven days of the latest authority file; after an area's last row nothing is known of it."""
    file = pd.read_csv(real_data / "cases" / "coronavirus-cases_2021-03-20.csv.gz")
    daily = file[file["Area type"] == level].pivot(
        index="Specimen date", columns="Area code", values="Daily lab-confirmed cases"
    )
    every_day = daily.reindex(pd.date_range(daily.index.min(), daily.index.max()).strftime("%Y-%m-%d"))
    sums = every_day.fillna(0).where(every_day.bfill().notna()).rolling(7).sum()
    return sums.loc[:"2021-03-15"].dropna(how="all").T


@pytest.mark.parametrize("level", ENGLAND.slugs)
def test_every_count_rate_and_change_on_record_is_that_of_pandas(
    everything: Edition, real_data: Path, level: str
) -> None:
    is_finest = level == Level.MSOA
    by_pandas = small_areas_by_pandas(real_data) if is_finest else larger_areas_by_pandas(real_data, level)
    areas = everything.areas[level]
    by_pandas = by_pandas.where(by_pandas > (3 if is_finest else -1)).reindex([area.code for area in areas])
    tables = {str(week): table for (of, week), table in everything.tables.items() if of == level}

    assert tables.keys() == set(by_pandas)
    for day, table in tables.items():
        before = tables.get(str(date.fromisoformat(day) - timedelta(7)))
        compared = compare(areas, table, before, 100_000)
        counts = by_pandas[day].astype("Int64")
        assert [row.cases for row in compared] == [None if pd.isna(count) else count for count in counts]
        for row in compared:
            if row.cases is None:
                continue
            assert row.rate == to_one(row.cases * 100_000, row.area.population or 0)
            if row.cases_before:
                assert isinstance(row.change, Change)
                assert row.change.percent == to_one((row.cases - row.cases_before) * 100, row.cases_before)


@pytest.mark.parametrize("measure", ["change", "rate", "cases"])
def test_every_ranking_of_authorities_on_record_is_that_of_pandas(everything: Edition, measure: str) -> None:
    areas = everything.areas[Level.UTLA]
    tables = {one: table for (level, one), table in everything.tables.items() if level == Level.UTLA}
    for one, table in tables.items():
        compared = compare(areas, table, tables.get(one.before), 100_000)
        frame = pd.DataFrame({"people": [area.population for area in areas], "now": [row.cases for row in compared]})
        before = pd.Series([row.cases_before for row in compared], dtype="float")
        now = frame["now"].astype("float")
        ratio = (now / before).mask((now == 0) & (before == 0), 1)
        figures = {"change": ratio, "rate": now / frame["people"], "cases": now}[measure].dropna()

        ranking = [row.place for row in ranked(compared, ranked_by(ENGLAND)[measure], descending=True)]

        assert figures[ranking[: len(figures)]].is_monotonic_decreasing
        assert set(ranking[: len(figures)]) == set(figures.index)


def served_figures(client: FlaskClient, level: str) -> dict[str, dict[str, str]]:
    wanted = ("cases", "rate_per_100k", "previous_cases", "change_percent")
    shown = {code: row for code, row in rows(client, f"latest/{level}").items() if row["status"] == "shown"}
    return {code: {name: row[name] for name in wanted} for code, row in shown.items()}


def test_small_areas_figures_are_those_of_pandas(published: Any, real_data: Path) -> None:
    _, client = published()
    file = pd.read_csv(real_data / "cases" / "msoa_2020-11-30.csv.gz", dtype=str)
    names = {"areaCode": "area", "newCasesBySpecimenDateRollingSum": "cases"}
    cases = file.rename(columns=names).assign(cases=lambda rows: pd.to_numeric(rows["cases"]))
    people = pd.read_csv(real_data / "geography" / "msoa_population_mid2019.csv", index_col="msoa_code")["population"]

    by_pandas = figures_by_pandas(cases[cases["cases"] > 3], people, "2020-11-25")

    assert served_figures(client, "msoa") == by_pandas
    assert len(by_pandas) == 6096


@pytest.mark.parametrize("level", ["ltla", "utla", "region"])
def test_larger_areas_figures_are_those_of_pandas(published: Any, real_data: Path, level: str) -> None:
    _, client = published()
    file = pd.read_csv(real_data / "cases" / "coronavirus-cases_2021-03-20.csv.gz")
    daily = file[file["Area type"] == level].pivot_table(
        index="Specimen date", columns="Area code", values="Daily lab-confirmed cases", aggfunc="sum"
    )
    every_day = pd.date_range("2020-11-12", "2020-11-25").strftime("%Y-%m-%d")
    sums = daily.reindex(every_day).rolling(7).sum().rename_axis("date").reset_index()
    cases = sums.melt(id_vars="date", var_name="area", value_name="cases")
    hierarchy = pd.read_csv(real_data / "geography" / "msoa_to_ltla_utla_region_2020.csv", index_col="msoa_code")
    people = pd.read_csv(real_data / "geography" / "msoa_population_mid2019.csv", index_col="msoa_code")["population"]

    by_pandas = figures_by_pandas(cases, people.groupby(hierarchy[f"{level}_code"]).sum(), "2020-11-25")

    assert served_figures(client, level) == by_pandas


@pytest.mark.parametrize("level", ["utla", "msoa"])
def test_rises_are_ranked_as_pandas_ranks_them(published: Any, level: str) -> None:
    _, client = published()
    served = pd.read_csv(io.StringIO(client.get(f"/rises.csv?level={level}").text))
    week = pd.read_csv(io.StringIO(client.get(f"/api/v1/weeks/latest/{level}.csv").text))

    known = week[week["previous_cases"].notna() & week["cases"].notna()]
    ratio = known["cases"] / known["previous_cases"]
    ranked = known.assign(ratio=ratio).sort_values(["ratio", "cases"], ascending=False)

    assert list(zip(served["cases"], served["cases_before"], strict=True))[: len(ranked)] == list(
        zip(ranked["cases"], ranked["previous_cases"], strict=True)
    )
    assert len(ranked) > 100


def test_of_the_counts_of_the_week_to_9_october_most_were_revised_by_25_november(
    real_home: Path, real_data: Path, tmp_path: Path
) -> None:
    """4,475 of the 5,648 that the agency published on both days, which hides up to two cases; here three are hidden."""
    layer = json.loads((real_data / "cases" / "arcgis_msoa_2020-10-13.json").read_text())["features"]
    first = pd.Series({one["attributes"]["msoa11cd"]: one["attributes"]["wk41_5"] for one in layer}, dtype="float")
    file = pd.read_csv(real_data / "cases" / "msoa_2020-11-25.csv.gz")
    later = file[file["date"] == "2020-10-09"].set_index("areaCode")["newCasesBySpecimenDateRollingSum"]
    both = pd.concat([first, later], axis=1, keys=["first", "later"]).dropna()

    for least, hidden, expected in ((3, 2, (5648, 4475)), (4, 3, (4891, 3992))):
        given = both[(both >= least).all(axis=1)]
        assert (len(given), int((given["first"] != given["later"]).sum())) == expected
        counted = changes_of_9_october(real_home, hiding(tmp_path, msoa=hidden))
        assert (counted.compared, counted.revised) == expected


def changes_of_9_october(home: Path, definition: Path) -> Counted:
    """Return what the release of 25 November changed of the week to 9 October under a definition."""
    dataset = read_dataset(definition)
    with open_store(f"sqlite:///{home / 'casemap.db'}") as store:
        drafted = draft(store, Choices(dataset))
        with store.reading() as connection:
            followed = follow(connection, drafted.edition, drafted.geography, None)
    (release,) = (one for one in drafted.loaded if one.release.id == "dashboard-MSOA-counts-2020-11-25")
    weeks = followed.changes[release.row_id][Level.MSOA].weeks
    return next(each.counted for each in weeks if each.week == week(date(2020, 10, 9)))
