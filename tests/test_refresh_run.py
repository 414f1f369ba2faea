"""A whole refresh: the new vintage lies beside the old, whole or not at all, and says what it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import services
from click.testing import Result
from fixture_tables import write_table
from services import Answer, Services, serving

from sources import own
from sources.cards import Card, read_card
from sources.refresh import refreshing
from sources.refresh.difference import compare
from sources.refresh.fetching import Fetcher, Patience
from sources.refresh.recipe import Recipe, recipe
from sources.refresh.refreshing import Doubtful, Refreshed, plan, refresh
from sources.refresh.source import BadAnswer, Unreachable, Wanted
from sources.tables import Tables
from sources.terms.errors import BadTable
from sources.terms.key import Flow, SeriesKey
from sources.terms.period import Period

TODAY = date(2026, 11, 22)
EXPORTS, IMPORTS = "/country/all/indicator/TX.VAL.MRCH.CD.WT", "/country/all/indicator/TM.VAL.MRCH.CD.WT"
AREAS = ("IND", "USA", "CHN", "DEU", "JPN", "KOR", "FRA", "GBR", "ITA", "BRA", "MEX", "CAN", "VNM")
BUNDLED = """\
reporter,flow,period,value
IND,export,2023,431000000000
IND,export,2024,442000000000
IND,import,2024,697000000000
USA,export,2024,2064000000000
"""


@pytest.fixture(autouse=True)
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    with serving() as running:
        for service in ("WORLDBANK", "COMTRADE", "CENSUS", "ECB", "EUROSTAT", "IMF"):
            monkeypatch.setenv(f"FACTCHECK_URL_{service}", running.url)
        yield running


@pytest.fixture
def bundled(tmp_path: Path) -> list[Card]:
    constant = {"partner": "WLD", "product": "TOTAL", "status": "revised"}
    table = write_table(tmp_path / "bundled", "wdi-merchandise", BUNDLED, constant, authority=1)
    return [read_card(table.with_suffix(".toml"))]


class Desk:
    """One desk: its data folder, its cache, its bundled tables."""

    def __init__(self, folder: Path, bundled: list[Card]) -> None:
        self.own, self.pages, self.bundled = folder / "own", folder / "pages", bundled
        self.slept: list[float] = []

    def refresh(self, table: str = "wdi-merchandise", *, accept: bool = False, **wanted: Any) -> Refreshed:
        fetcher = Fetcher(self.pages, sleep=self.slept.append, patience=Patience(tries=2, connect=2, read=1))
        asked = Wanted(**{"first": 2023, "last": 2026, "today": TODAY} | wanted)
        try:
            return refresh(recipe(table), asked, fetcher, self.own, self.bundled, accept=accept)
        finally:
            fetcher.close()

    def state(self) -> dict[str, str]:
        """Every file of the data folder by its checksum."""
        return {
            str(path.relative_to(self.own)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.own.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def desk(tmp_path: Path, bundled: list[Card]) -> Desk:
    return Desk(tmp_path, bundled)


def world_bank(served: Services, exports: list[tuple[str, str, float]], imports: list[tuple[str, str, float]]) -> None:
    served.script(EXPORTS, services.world_bank(exports))
    served.script(IMPORTS, services.world_bank(imports, "TM.VAL.MRCH.CD.WT"))


def usual(served: Services) -> None:
    exports = [("IND", "2023", 431e9), ("IND", "2024", 443.5e9), ("IND", "2025", 450e9), ("USA", "2024", 2064e9)]
    world_bank(served, exports, [("IND", "2024", 697e9)])


def test_a_new_vintage_lies_beside_the_old_and_is_read(
    served: Services,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    usual(served)
    before = hashlib.sha256(desk.bundled[0].csv.read_bytes()).hexdigest()
    done = desk.refresh()
    assert done.card is not None
    assert done.card.id == "wdi-merchandise-2026-10-07"  # the service's own date
    assert (done.card.vintage, done.card.retrieved, done.card.publisher) == (
        date(2026, 10, 7),
        TODAY,
        "Office of Tests",
    )
    assert done.card.notes.startswith("Fetched from the World Bank")
    assert done.card.coverage == "2 reporters; partner WLD; 2023 to 2025"
    difference = done.difference
    assert (difference.new, difference.revised, difference.same, difference.gone) == (1, 1, 3, 0)
    assert [each.what for each in difference.examples] == ["IND|WLD|export|TOTAL|goods|2024|USD"]
    assert hashlib.sha256(desk.bundled[0].csv.read_bytes()).hexdigest() == before
    monkeypatch.setenv("FACTCHECK_CACHE", str(tmp_path / "index"))
    tables = Tables([desk.bundled[0].path.parent, desk.own])
    seen = tables.look_up(SeriesKey("IND", "WLD", Flow.EXPORT), Period.year(2024))
    assert [(int(each.value), each.provenance.vintage) for each in seen] == [
        (443500000000, date(2026, 10, 7)),
        (442000000000, date(2025, 6, 10)),
    ]


def test_nothing_new_writes_nothing(served: Services, desk: Desk) -> None:
    usual(served)
    desk.refresh()
    state = desk.state()
    again = desk.refresh()
    assert (again.card, again.difference.before, again.difference.same) == (None, "wdi-merchandise-2026-10-07", 5)
    assert desk.state() == state


def test_two_vintages_of_one_day_stand_side_by_side(served: Services, desk: Desk) -> None:
    usual(served)
    desk.refresh()
    first = desk.state()
    world_bank(
        served,
        [("IND", "2023", 431e9), ("IND", "2024", 444e9), ("IND", "2025", 450e9), ("USA", "2024", 2064e9)],
        [("IND", "2024", 697e9)],
    )
    done = desk.refresh()
    assert done.card is not None
    assert done.card.id == "wdi-merchandise-2026-10-07-2"
    assert done.difference.before == "wdi-merchandise-2026-10-07"
    assert first.items() <= desk.state().items()


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(Answer(b"busy", 500), id="500"),
        pytest.param(Answer(b"later", 429), id="429"),
        pytest.param(Answer(services.WEB_PAGE), id="a web page"),
        pytest.param(Answer(b'[{"page": 1', cut=20), id="cut short"),
        pytest.param(Answer(b'[{"page": 1, "pages": 1}, [{"iso": "IND"}]]'), id="another shape"),
        pytest.param(Answer(b"[]"), id="an empty list"),
        pytest.param(Answer(b"", wait=2), id="silence"),
    ],
)
def test_a_service_that_fails_changes_nothing(trouble: Answer, served: Services, desk: Desk) -> None:
    usual(served)
    desk.refresh()
    state = desk.state()
    world_bank(served, [("IND", "2024", 1.0)], [])
    served.script(IMPORTS, trouble)  # the exports come, the imports do not
    with pytest.raises((BadAnswer, Unreachable)):
        desk.refresh()
    assert desk.state() == state
    assert not list(desk.own.glob(".*"))


def test_a_bad_answer_is_asked_for_once_more(served: Services, desk: Desk) -> None:
    usual(served)
    good = services.world_bank([("IND", "2024", 697e9)], "TM.VAL.MRCH.CD.WT")
    served.script(IMPORTS, services.WEB_PAGE, good)
    assert desk.refresh().rows == 5


def test_an_interrupted_run_goes_on_where_it_stopped(served: Services, desk: Desk) -> None:
    usual(served)
    served.script(IMPORTS, Answer(b"down", 503))
    with pytest.raises(Unreachable):
        desk.refresh()
    usual(served)
    assert desk.refresh().card is not None
    assert [asked.path for asked in served.asked].count(EXPORTS) == 1
    desk.refresh()  # the run is over, so this one asks anew
    assert [asked.path for asked in served.asked].count(EXPORTS) == 2


def test_pages_are_followed_to_the_last(served: Services, desk: Desk) -> None:
    served.script(
        EXPORTS,
        services.world_bank([("IND", "2023", 431e9), ("IND", "2024", 442e9)], page=1, pages=2),
        services.world_bank([("USA", "2024", 2064e9)], page=2, pages=2),
    )
    served.script(IMPORTS, services.world_bank([("IND", "2024", 697e9)], "TM.VAL.MRCH.CD.WT"))
    done = desk.refresh()
    assert (done.rows, done.pages, done.card) == (4, 3, None)


@pytest.mark.parametrize("factor", [1e-6, 1e3])
def test_another_unit_is_not_taken_for_a_revision(factor: float, served: Services, desk: Desk) -> None:
    plenty = [(area, year, 4e11) for area in AREAS for year in ("2023", "2024")]
    world_bank(served, plenty, plenty)
    desk.refresh(accept=True)
    state = desk.state()
    other = [(area, year, value * factor) for area, year, value in plenty]
    world_bank(served, other, other)
    with pytest.raises(Doubtful, match=r"52 of 52 figures differ by more than half.*as if in another unit"):
        desk.refresh()
    assert desk.state() == state
    assert desk.refresh(accept=True).difference.far == 52


def test_a_reporter_that_has_not_filed_yet_is_no_loss(served: Services, desk: Desk) -> None:
    plenty = [(area, year, 4e11) for area in AREAS for year in ("2023", "2024")]
    world_bank(served, plenty, plenty)
    desk.refresh()
    half = [(area, year, 4e11) for area in AREAS for year in ("2023", "2024") if area != "IND" or year == "2024"]
    world_bank(served, half, [line for line in plenty if line[0] == "IND"])
    assert desk.refresh().difference.gone == 0


def test_partners_that_are_gone_are_counted(bundled: list[Card], tmp_path: Path) -> None:
    lines = "partner,period,value\n" + "".join(f"{area},2024,5\n" for area in AREAS[1:])
    constant = {"reporter": "IND", "flow": "export", "product": "TOTAL"}
    old = read_card(write_table(tmp_path / "old", "t", lines, constant).with_suffix(".toml"))
    kept = [
        {
            "reporter": "IND",
            "partner": area,
            "flow": "export",
            "product": "TOTAL",
            "basis": "goods",
            "period": "2024",
            "unit": "USD",
            "value": "5",
        }
        for area in AREAS[1:4]
    ]
    found = compare(kept, old)
    assert (found.same, found.gone, found.new, found.is_none) == (3, len(AREAS) - 4, 0, False)


def test_a_service_that_has_nothing_says_so(served: Services, desk: Desk) -> None:
    world_bank(served, [], [])
    with pytest.raises(BadAnswer, match="gave no figures for wdi-merchandise, 2023 to 2026"):
        desk.refresh()
    assert not desk.own.exists()


def test_a_service_that_says_two_things_is_refused(served: Services, desk: Desk) -> None:
    world_bank(served, [("IND", "2024", 1e11), ("IND", "2024", 2e11)], [])
    with pytest.raises(BadAnswer, match="one figure twice"):
        desk.refresh()


def test_a_crash_while_writing_leaves_nothing(
    served: Services,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual(served)

    def crash(path: Path) -> None:
        if path.suffix == ".toml":
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(own, "settle", crash)
    with pytest.raises(BadTable, match="No space left"):
        desk.refresh()
    assert desk.state() == {}
    assert not list(desk.own.iterdir())


def test_a_new_table_is_checked_like_any_own_table(
    served: Services,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual(served)
    monkeypatch.setattr(refreshing, "TAKEN_OVER", tuple(set(refreshing.TAKEN_OVER) - {"licence"}))
    with pytest.raises(BadTable, match="lacks licence"):
        desk.refresh()
    assert desk.state() == {}


ANSWERS = {
    "comtrade-annual": (
        "/public/v1/preview/C/A/HS",
        services.comtrade(
            [services.comtrade_line(699, 842, "X", "2024", 80e9), services.comtrade_line(699, 0, "X", "2024", 440e9)]
        ),
    ),
    "us-partners-monthly": (
        "/",
        services.census(("CTY_CODE", "ALL_VAL_MO", "MONTH", "YEAR"), ("5330", "4", "01", "2024")),
    ),
    "fx-ecb-monthly": ("/data/EXR", services.ecb({"USD": {f"2024-03-{day:02}": 1.1 for day in range(1, 20)}})),
    "eurostat-annual": ("/data/DS-045409", services.eurostat(("EU27_2020", "US", "2", "2024", "5e11"))),
    "imf-annual": ("/data/dataflow/IMF.STA/IMTS", services.imf(("IND", "XG_FOB_USD", "USA", "2024", "80000000000"))),
}


@pytest.mark.parametrize("table", ANSWERS)
def test_each_service_ends_in_a_table_that_opens(
    table: str,
    served: Services,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    path, body = ANSWERS[table]
    empty = {
        "comtrade-annual": services.comtrade([]),
        "eurostat-annual": services.eurostat(),
        "imf-annual": services.imf(),
        "fx-ecb-monthly": services.ecb({}),
        "us-partners-monthly": b"",
    }[table]
    served.script(path, body, empty)  # the first page has figures, the others have none
    whole = [read_card(path) for path in sorted((Path(refreshing.__file__).parents[1] / "tables").glob("*.toml"))]
    desk.bundled = [card for card in whole if card.id == recipe(table).of]
    done = desk.refresh(table, first=2024, last=2025, accept=True)
    assert done.card is not None
    monkeypatch.setenv("FACTCHECK_CACHE", str(tmp_path / "index"))
    assert [card.id for card in Tables([desk.own]).cards] == [done.card.id]


def test_a_dry_run_asks_nobody(served: Services, desk: Desk) -> None:
    planned = plan(recipe("wdi-merchandise"), Wanted(2023, 2026, TODAY), desk.own, desk.bundled)
    assert (len(planned.pages), planned.before) == (2, "wdi-merchandise")
    assert served.asked == []
    assert not desk.own.exists()


def test_recipes_of_bundled_tables_have_whole_cards() -> None:
    from sources.refresh.recipe import recipes
    from sources.tables import BUNDLED

    bundled = [read_card(path) for path in sorted(BUNDLED.glob("*.toml"))]
    ids = {card.id for card in bundled}

    def lacks(each: Recipe) -> set[str]:
        said = refreshing.card_of(each, "x", TODAY, TODAY, bundled)
        return {"title", "publisher", "url", "licence", "holds", "unit", "notes", "authority"} - said.keys()

    for each in recipes().values():
        assert not each.of or each.of in ids
        assert lacks(each) == set()


class TestCommand:
    """`factcheck sources refresh`."""

    @pytest.fixture
    def data(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("FACTCHECK_DATA", str(tmp_path / "data"))
        return tmp_path / "data" / "tables"

    def test_it_says_what_changed_and_how_to_undo_it(
        self,
        served: Services,
        data: Path,
        run: Any,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        monkeypatch.setenv("FACTCHECK_CACHE", str(tmp_path / "cache"))
        served.script(EXPORTS, services.world_bank([("IND", "2023", 431574000001), ("IND", "2030", 5)]))
        served.script(IMPORTS, services.world_bank([("IND", "2023", 672e9)], "TM.VAL.MRCH.CD.WT"))
        done: Result = run("sources", "refresh", "wdi-merchandise")
        assert done.exit_code == 0, done.output
        assert "against wdi-merchandise: 1 new" in done.stdout
        assert "factcheck sources remove wdi-merchandise-2026-10-07 undoes it" in " ".join(done.stdout.split())
        assert own.own_ids(data) == ["wdi-merchandise-2026-10-07"]
        assert run("sources", "remove", "wdi-merchandise-2026-10-07").exit_code == 0
        assert own.own_ids(data) == []

    def test_a_service_that_fails_is_exit_code_2_and_the_others_are_done(
        self,
        served: Services,
        data: Path,
        run: Any,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        monkeypatch.setenv("FACTCHECK_CACHE", str(tmp_path / "cache"))
        served.script("/country", Answer(services.WEB_PAGE))
        served.script("/data/EXR", services.ecb({"USD": {f"2026-03-{day:02}": 1.1 for day in range(1, 20)}}))
        done: Result = run("sources", "refresh", "wdi-services", "fx-ecb-monthly", "--since", "2026", "--accept")
        assert done.exit_code == 2
        assert "did not answer in JSON but with a web page" in done.stderr
        assert [name[:14] for name in own.own_ids(data)] == ["fx-ecb-monthly"]

    def test_a_dry_run_shows_addresses_and_no_key(
        self,
        served: Services,
        data: Path,
        run: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("COMTRADE_API_KEY", "s3cret")
        done: Result = run("sources", "refresh", "comtrade-annual", "--dry-run", "--reporter", "IND", "--since", "2024")
        assert done.exit_code == 0
        assert f"{served.url}/data/v1/get/C/A/HS?reporterCode=699&period=2024,2025" in done.stdout
        assert "with the key in COMTRADE_API_KEY" in done.stdout
        assert "s3cret" not in done.output
        assert served.asked == []
        assert not data.exists()

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ((), "which tables?"),
            (("nope",), "no service is known for 'nope'"),
            (("wdi-services", "--since", "2025", "--until", "2020"), "is after"),
            (("wdi-services", "--reporter", "INDIA"), "no area has the code 'INDIA'"),
        ],
    )
    def test_what_cannot_be_asked_for(self, words: tuple[str, ...], said: str, data: Path, run: Any) -> None:
        done: Result = run("sources", "refresh", *words)
        assert (done.exit_code, done.stdout) == (2, "")
        assert said in done.stderr

    def test_the_list_names_services_and_keys(self, run: Any) -> None:
        done: Result = run("sources", "refresh", "--list")
        assert done.exit_code == 0
        for word in ("wdi-merchandise", "comtradeapi.un.org", "COMTRADE_API_KEY", "data-api.ecb.europa.eu", "Eurostat"):
            assert word in done.stdout
