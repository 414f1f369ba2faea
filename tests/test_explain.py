"""One finding in full: what is shown, and that what is shown is what the judge weighed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from judge_tables import write_world

from factcheck.api import check
from factcheck.explain import NoSuchFigure, explain
from factcheck.inputs import Document
from factcheck.report.explain import print_explanation
from factcheck.report.page import Page
from sources.tables import Tables

Run = Callable[..., Result]

TEXT = (
    "The United States took around 18 per cent of India's exports in 2024-25. "
    "India's trade with the United States was USD 131.84 billion in 2024-25, and India's exports to China in 2024-25 "
    "were USD 21.26 billion."
)
ARTICLE = Document("trade.txt", TEXT, None, date(2026, 1, 13))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    folder = write_world(tmp_path_factory.mktemp("world"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTCHECK_CACHE", str(folder / "cache"))
        tables = Tables([folder])
    yield tables
    tables.close()


def printed(tables: Tables, name: str) -> str:
    stream = io.StringIO()
    print_explanation(Page(stream), ARTICLE, explain(ARTICLE, name, tables))
    return stream.getvalue()


def test_what_is_told_of_a_stale_share_and_of_a_total(world: Tables, golden: Callable[[str, str], None]) -> None:
    golden("explain.txt", printed(world, "18 per cent") + "\n" + printed(world, "c2"))


def test_the_changes_tried_end_with_the_repair_that_was_offered(world: Tables) -> None:
    for finding in check(ARTICLE, world).findings:
        told = explain(ARTICLE, finding.claim.id, world)
        assert told.finding == finding
        if finding.repair is not None:
            last = told.attempts[-1]
            assert last.change.becomes == finding.repair.becomes
            assert round(last.chance, 4) == finding.repair.chance
            assert any(good for _, good in last.values)


def test_a_figure_goes_by_its_id_its_number_and_its_words(world: Tables) -> None:
    told = [explain(ARTICLE, name, world).finding.claim.id for name in ("c2", "2", "usd  131.84 Billion")]
    assert told == ["c2", "c2", "c2"]


def test_a_part_of_its_words_will_do_where_no_other_figure_has_it(world: Tables) -> None:
    assert explain(ARTICLE, "131.84", world).finding.claim.id == "c2"
    with pytest.raises(NoSuchFigure):
        explain(ARTICLE, " ", world)


def test_an_unknown_figure_is_told_with_those_there_are(world: Tables) -> None:
    with pytest.raises(NoSuchFigure) as trouble:
        explain(ARTICLE, "c99", world)
    assert "trade.txt: no trade figure is called 'c99'; there are c1 (" in str(trouble.value)


def test_the_command_says_how_to_say_it_again(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "my article.txt"
    path.write_text(TEXT, encoding="utf-8")
    result = run("explain", path, "c2", "--published", "2026-01-13")
    assert result.exit_code == 0
    assert f"factcheck explain '{path}' c2 --published 2026-01-13" in result.stdout
    assert run("explain", path, "c99").exit_code == 2
    assert run("explain", "c2").exit_code == 2
