"""Configuration: which file counts, what may stand in it, and what goes before what."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from factcheck.config import BadConfig, Config, load
from factcheck.config.files import common_folder, read
from factcheck.config.keys import KEYS, known_codes
from factcheck.judging.bands import NEWSROOM, Bands
from tests.conftest import ROOT, cases

Run = Callable[..., Result]
HEDGED = "India's goods exports were around USD 470 billion in 2024-25."
MISTAKEN = "India's goods exports to the world were USD 512.6 billion in 2024-25."


def settled(folder: Path, *inputs: str, environment: dict[str, str] | None = None) -> Config:
    return load(inputs, environment=environment or {}, working=folder)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_are_in_force(tmp_path: Path) -> None:
    assert settled(tmp_path) == Config()
    assert {origin for _, _, origin in Config().rows()} == {"default"}
    assert [key for key, _, _ in Config().rows()] == list(KEYS)


def test_every_setting_may_stand_in_a_toml_file(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    path = write(tmp_path / "factcheck.toml", """\
tables = ["mine"]
language = "es"
encoding = "cp1252"
published = 2026-01-13
format = "jsonl"
fail-on = "contradicted"
select = ["mismatched", "contradicted"]
ignore = ["mirror"]
baseline = "old.json"
[severities]
other-period = "note"
[names]
contradicted = "False"
[bands]
about = 0.08
clear-slacks = 4
chance = 0.01
""")
    config = settled(tmp_path)
    assert config.file == path
    assert config.tables == (tmp_path / "mine",)
    assert (config.language, config.encoding, config.format) == ("es", "cp1252", "jsonl")
    assert config.published == date(2026, 1, 13)
    assert (config.fail_on, config.ignore) == ("contradicted", ("mirror",))
    assert config.select == ("mismatched", "contradicted")
    assert config.baseline == tmp_path / "old.json"
    assert config.severities == {"other-period": "note"}
    assert config.names == {"contradicted": "False"}
    assert (config.bands.about, config.bands.clear_slacks, config.bands.chance) == (Decimal("0.08"), 4, 0.01)
    assert config.bands.over == NEWSROOM.over
    assert config.origins["ignore"] == f"{path}, line 8"
    assert config.origins["names"] == f"{path}, line 12"


def test_setup_cfg_says_the_same_in_its_own_way(tmp_path: Path) -> None:
    write(tmp_path / "setup.cfg", """\
[metadata]
name = drafts
[factcheck]
ignore = mirror,
    own-report
published = today
[factcheck:bands]
about = 0.08
[factcheck:names]
contradicted = Not so
""")
    config = settled(tmp_path)
    assert config.ignore == ("mirror", "own-report")
    assert config.published == date.today()
    assert config.bands.about == Decimal("0.08")
    assert config.names == {"contradicted": "Not so"}
    assert config.origins["bands"].endswith("setup.cfg, line 7")


def test_the_nearest_file_above_the_inputs_counts(tmp_path: Path) -> None:
    desk, other = tmp_path / "desk", tmp_path / "other"
    write(tmp_path / "factcheck.toml", 'language = "en"')
    write(desk / "factcheck.toml", 'language = "es"')
    write(desk / "setup.cfg", "[factcheck]\nlanguage = hi")
    write(desk / "drafts" / "setup.cfg", "[metadata]\nname = drafts")
    for path in (desk / "drafts" / "a.txt", desk / "b.txt", other / "c.txt"):
        write(path, "Exports rose.")
    assert settled(other, str(desk / "drafts" / "a.txt")).language == "es"
    assert settled(other, str(desk / "drafts")).language == "es"
    assert settled(desk, "drafts/a.txt", "b.txt").language == "es"
    assert settled(desk, "drafts/a.txt", str(other / "c.txt")).language == "en"
    assert settled(desk, "-").language == "es"
    assert settled(desk, "https://example.org/article").language == "es"


def test_where_the_inputs_have_no_file_above_them_that_of_the_working_folder_counts(tmp_path: Path) -> None:
    write(tmp_path / "desk" / "factcheck.toml", 'language = "es"')
    write(tmp_path / "downloads" / "a.txt", "Exports rose.")
    assert settled(tmp_path / "desk", str(tmp_path / "downloads" / "a.txt")).language == "es"


def test_a_file_may_be_named(tmp_path: Path) -> None:
    write(tmp_path / "factcheck.toml", 'language = "es"')
    named = write(tmp_path / "rules.toml", 'language = "hi"')
    assert load((), named, environment={}, working=tmp_path).language == "hi"
    assert settled(tmp_path, environment={"FACTCHECK_CONFIG": str(named)}).language == "hi"


def test_options_go_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    write(tmp_path / "factcheck.toml", 'language = "es"\nformat = "json"\nfail-on = "close"')
    config = settled(tmp_path, environment={"FACTCHECK_LANGUAGE": "hi", "FACTCHECK_FORMAT": "csv"})
    config = config.with_options(format="sarif", fail_on=None)
    assert (config.language, config.format, config.fail_on) == ("hi", "sarif", "close")
    assert config.origins["language"] == "environment variable FACTCHECK_LANGUAGE"
    assert config.origins["format"] == "option --format"
    assert config.origins["fail-on"].endswith("factcheck.toml, line 3")


@pytest.mark.parametrize("case", cases("bad_config.jsonl"))
def test_mistakes_are_told_with_their_place(case: dict[str, Any], tmp_path: Path) -> None:
    path = write(tmp_path / case["file"], case["text"])
    with pytest.raises(BadConfig) as found:
        settled(tmp_path)
    assert str(found.value).startswith(str(path))
    assert "\n" not in str(found.value)
    for words in case["says"]:
        assert words in str(found.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="no such file"):
        read(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'language = "\xe9"')
    with pytest.raises(BadConfig, match="byte 12 is not UTF-8"):
        read(tmp_path / "latin.toml")


@given(st.text(max_size=80))
def test_any_text_is_a_configuration_or_an_error_of_ours(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("config")
    for name in ("factcheck.toml", "setup.cfg"):
        path = folder / name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            load((), path, environment={}, working=folder)
        except BadConfig as found:
            assert str(found).startswith(str(path))


@given(st.lists(st.from_regex(r"[a-c](/[a-c]){0,3}", fullmatch=True), min_size=1, max_size=4))
def test_the_common_folder_holds_every_input(names: list[str]) -> None:
    common = common_folder(names, Path("/work"))
    assert all(Path("/work", name).parent.is_relative_to(common) for name in names)


def test_the_manual_tells_of_every_setting_and_every_band() -> None:
    manual = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    names = [*KEYS, *(each.name.replace("_", "-") for each in fields(Bands))]
    assert [name for name in names if f"`{name}`" not in manual] == []


def test_the_manual_gives_each_band_as_it_is() -> None:
    manual = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    told = {name: float(at) for name, at in re.findall(r"^\| `([\w-]+)` \| ([\d.]+) \|", manual, re.MULTILINE)}
    assert told == {each.name.replace("_", "-"): float(getattr(NEWSROOM, each.name)) for each in fields(Bands)}


def test_every_code_is_listed(run: Run) -> None:
    listed = [line.split()[0] for line in run("config", "codes").stdout.splitlines() if line.startswith("  ")]
    assert [code for code in known_codes() if code not in listed] == []


def test_the_example_of_the_manual_is_a_configuration(tmp_path: Path) -> None:
    manual = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    example = manual.partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "tables").mkdir()
    path = write(tmp_path / "factcheck.toml", example)
    config = settled(tmp_path)
    assert set(config.origins) == set(KEYS), "the example shows every setting"
    assert config.file == path


def verdicts(result: Result) -> dict[str, str]:
    return {finding["claim"]["quote"]: finding["verdict"] for finding in json.loads(result.stdout)["findings"]}


def test_check_does_as_the_file_says_unless_an_option_says_otherwise(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    article = write(tmp_path / "a.txt", MISTAKEN)
    assert run("check", article).exit_code == 1
    write(tmp_path / "factcheck.toml", 'format = "jsonl"\nfail-on = "never"')
    result = run("check", article)
    assert (result.exit_code, list(verdicts(result).values())) == (0, ["contradicted"])
    assert run("check", article, "--fail-on", "alarm").exit_code == 1
    assert run("check", article, "--no-config").exit_code == 1
    write(tmp_path / "factcheck.toml", 'fail-on = "nothing"')
    result = run("check", article)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "line 1: fail-on" in result.stderr


def test_a_wider_band_lets_a_hedged_figure_pass(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    article = write(tmp_path / "a.txt", HEDGED)
    assert set(verdicts(run("check", article, "--format", "jsonl")).values()) != {"supported"}
    write(tmp_path / "factcheck.toml", "[bands]\nabout = 0.10")
    assert set(verdicts(run("check", article, "--format", "jsonl")).values()) == {"supported"}


def test_articles_that_give_no_date_have_that_of_the_configuration(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "factcheck.toml", "published = 2025-04-17")
    for text, published in (("Exports rose.", "2025-04-17"), ("Published: 1 May 2025\n\nExports rose.", "2025-05-01")):
        article = write(tmp_path / "a.txt", text)
        assert json.loads(run("extract", article, "--format", "jsonl").stdout)["published"] == published
    result = run("extract", article, "--format", "jsonl", "--published", "2026-01-01")
    assert json.loads(result.stdout)["published"] == "2026-01-01"


def test_a_severity_of_the_house_decides_with_fail_on_error(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    article = write(tmp_path / "a.txt", MISTAKEN)
    assert run("check", article, "--fail-on", "error").exit_code == 1
    write(tmp_path / "factcheck.toml", '[severities]\ncontradicted = "warning"')
    assert run("check", article, "--fail-on", "error").exit_code == 0
    assert run("check", article, "--fail-on", "warning").exit_code == 1


def test_config_show_says_where_each_setting_is_from(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path / "desk" / "factcheck.toml", 'language = "es"')
    assert "no configuration file" in run("config", "show").stdout
    shown = run("config", "show", "desk").stdout
    assert "es" in shown
    assert "factcheck.toml" in shown
    told = json.loads(run("config", "show", "desk", "--format", "json").stdout)
    assert told["file"] == str(path)
    assert told["settings"]["language"] == {"value": "es", "from": f"{path}, line 1"}
    assert told["settings"]["bands"]["value"]["about"] == "0.05"
    assert run("config", "show", "--config", tmp_path / "none.toml").exit_code == 2
