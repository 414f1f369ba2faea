"""What a desk has settled holds in its audits: bands, what it selects, and comments by which it lets figures pass."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import Result

from factcheck.audit.checking import Checker
from factcheck.audit.entry import Content, Entry
from factcheck.config import Config, load
from factcheck.finding import Verdict

pytestmark = pytest.mark.skipif(not (find_spec("datatrove") and find_spec("duckdb")), reason="the audit extra")

STALE = "India's exports to the United States were USD 77.52 billion in 2024-25."
WRONG = "India's total goods trade with the United States stood at USD 99.84 billion in 2024-25."
SHARE = "The United States took about 18.2 per cent of India's exports in 2024-25."
MORE = "<p>Officials of both sides met for the third time this month in a hotel near the airport, and talks go on.</p>"
COMMENT = "<!-- factcheck: ignore as the minister said -->"


@pytest.mark.parametrize("entry", [
    Entry("a", "a.jsonl", f"{STALE} {COMMENT}\n\n{WRONG}\n"),
    Entry("a", "a.warc", f"<html><body><article><h1>Trade</h1><p>{STALE} {COMMENT}</p>{MORE}<p>{WRONG}</p>{MORE}"
          "</article></body></html>", Content.PAGE),
], ids=["text", "page"])
def test_an_ignored_finding_is_kept_with_its_reason_and_is_no_alarm(entry: Entry) -> None:
    checked = Checker("t")(entry)
    assert [(row["verdict"], row["ignored"], row["alarm"]) for row in checked.findings] == [
        ("mismatched", "as the minister said", False), ("contradicted", None, True)]
    assert checked.document["alarms"] == 1


def test_what_is_not_selected_is_kept_and_is_no_alarm() -> None:
    text = f"{STALE} {WRONG}"
    for desk in ({"ignore": ["other-period"]}, {"select": ["contradicted"]}):
        checked = Checker("t", desk=desk)(Entry("a", "a.jsonl", text))
        assert [(row["verdict"], row["ignored"], row["alarm"]) for row in checked.findings] == [
            ("mismatched", "not selected", False), ("contradicted", None, True)]
        assert len(checked.claims) == 2, "both can be judged again"


def test_the_bands_of_the_desk_decide_and_recheck_goes_by_them(tmp_path: Path, run: Callable[..., Result]) -> None:
    (source := tmp_path / "in").mkdir()
    (source / "a.txt").write_text(SHARE, encoding="utf-8")
    (source / "b.jpg").write_bytes(b"\xff\xd8")
    (source / "factcheck.toml").write_text('ignore = ["close"]\n[bands]\nabout = 0.2\n', encoding="utf-8")
    question = "select verdict from findings"
    verdicts = {}
    for out, options in (("ours", []), ("usual", ["--no-config"])):
        done = run("audit", source, "--out", tmp_path / out, "--workers", "1", *options)
        assert done.exit_code == 0, done.output
        assert "not read, for their kind: 1 .jpg, 1 .toml" in done.stdout
        [verdicts[out]] = json.loads(run("audit", "query", tmp_path / out, question, "--format", "json").stdout)
    assert verdicts["ours"] == {"verdict": "supported"}
    assert Verdict(verdicts["usual"]["verdict"]).is_alarm
    manifest = json.loads((tmp_path / "ours" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["options"]["desk"] == {"bands": {"about": "0.2"}, "ignore": ["close"]}
    again = run("audit", "recheck", tmp_path / "ours", "--workers", "1", "--format", "json")
    assert json.loads(again.stdout) == []
    refused = run("audit", source, "--out", tmp_path / "ours", "--no-config")
    assert refused.exit_code == 2 and "options: desk is" in refused.stderr


def test_what_is_settled_comes_back_as_it_was(tmp_path: Path) -> None:
    from factcheck.audit.desk import configured, settled

    (file := tmp_path / "factcheck.toml").write_text(
        'select = ["contradicted"]\nfail-on = "never"\n[bands]\nabout = 0.2\nclear-slacks = 4\n', encoding="utf-8")
    config = load(named=file)
    assert settled(config) == {"bands": {"about": "0.2", "clear-slacks": "4"}, "select": ["contradicted"]}
    again = configured(settled(config))
    assert (again.bands, again.select, again.ignore) == (config.bands, config.select, config.ignore)
    assert settled(Config()) == {}
