"""The commands that read articles: check, extract, explain."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claims.language import languages
from factcheck.commands.options import Day, config_option, open_tables, remark, tables_option
from factcheck.exits import ALARM, FAIL_ON, NOTHING, SOMETHING, UNABLE
from factcheck.report.formats import FORMATS
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from datetime import date

    from claims.claim import Claim
    from factcheck.config import Config
    from factcheck.desk.baseline import Baseline, Known
    from factcheck.inputs import Document
    from factcheck.result import Report


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of `reading_options` say; None is an option not given."""

    published: date | None = None
    title: str | None = None
    language: str | None = None
    encoding: str | None = None
    text_field: str | None = None
    title_field: str | None = None
    date_field: str | None = None
    allow_private: bool = False
    config_file: Path | None = None
    no_config: bool = False
    sample: bool = False

    def config(self, inputs: tuple[str, ...]) -> Config:
        from factcheck.config import Config, load

        config = Config() if self.no_config else load(inputs, self.config_file)
        return config.with_options(language=self.language, encoding=self.encoding)


def reading_options(command: Any) -> Any:
    """What every command takes that reads articles."""
    for decorate in reversed((
        click.argument("inputs", nargs=-1, metavar="[FILE|DIR|URL|-]..."),
        click.option("--published", type=Day(),
                     help="Day of publication, as 2026-01-13; goes before what the input says."),
        click.option("--title", help="Headline of the article, where the input does not hold it."),
        click.option("--language", type=click.Choice(["auto", *languages()]),
                     help="What the inputs are written in; auto, the default, tells it from the text."),
        click.option("--encoding", help="How the inputs are encoded, where they are not UTF-8: cp1252, gb18030, ..."),
        click.option("--text-field", metavar="NAME", help="Of JSON lines: the field with the article's text."),
        click.option("--title-field", metavar="NAME", help="... with its headline."),
        click.option("--date-field", metavar="NAME", help="... with its day of publication."),
        click.option("--allow-private", is_flag=True,
                     help="Fetch addresses of this machine and of private networks as well."),
        config_option,
        click.option("--no-config", is_flag=True, help="Read no configuration file."),
        click.option("--sample", is_flag=True, help="Read the sample article that comes with the program."),
    )):
        command = decorate(command)
    return command


@click.command()
@reading_options
@click.option("--format", "style", type=click.Choice(list(FORMATS)), help="For people (text, the default), for "
              "programs, for CI: see docs/formats.")
@tables_option
@click.option("--fail-on", type=click.Choice(FAIL_ON), metavar="VERDICT",
              help=f"Exit with 1 when a finding is at or above this: {', '.join(FAIL_ON)}. "
                   f"{ALARM}, the default, is mismatched or contradicted; note, warning and error are severities.")
@click.option("--select", multiple=True, metavar="CODES",
              help="Report these verdicts and reasons alone, as contradicted,other-period; may be repeated.")
@click.option("--ignore", multiple=True, metavar="CODES", help="Do not report these verdicts and reasons, as mirror.")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE",
              help="Do not count the findings in this file again.")
@click.option("--write-baseline", type=click.Path(path_type=Path), metavar="FILE",
              help="Write what counts today to this file, to be given as --baseline from now on.")
@click.option("--quiet", "-q", is_flag=True, help="Show alarms alone.")
@click.option("--all", "-a", "full", is_flag=True,
              help="Tell of each figure that could not be checked, in its place, why.")
@click.option("--verbose", "-v", is_flag=True, help="Show every reading that was weighed, of every figure.")
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved, until Ctrl-C.")
@click.pass_context
def check(
    ctx: click.Context, /, inputs: tuple[str, ...], style: str | None, extra: tuple[Path, ...], fail_on: str | None,
    select: tuple[str, ...], ignore: tuple[str, ...], baseline: Path | None, write_baseline: Path | None, quiet: bool,
    full: bool, verbose: bool, watch: bool, **reading: Any,
) -> None:
    """Say of every trade figure whether it is right.

    Reads text, Markdown, HTML, PDF and Word files, feeds and JSON lines, each also with .gz, folders of them, addresses
    on the web, and - for standard input.

    Exits with 0 when nothing is at or above --fail-on, 1 when something is, 2 when an input could not be read.
    """
    from factcheck import api
    from factcheck.exits import reaches
    from factcheck.report import formats
    from factcheck.report.wording import many

    if watch:
        from factcheck.commands.watch import again_and_again

        again_and_again(ctx)
    asked = Asked(**reading)
    config = asked.config(inputs).with_options(
        format=style, fail_on=fail_on, select=",".join(select) or None, ignore=",".join(ignore) or None,
        baseline=baseline and str(baseline.absolute()),
    )
    held, written = baselines(config, write_baseline)
    tables, code = open_tables(extra, config), NOTHING
    kept: list[Known] = []

    def results() -> Iterator[Report | UnreadableInput]:
        nonlocal code
        for document in opened(inputs, asked, config):
            if isinstance(document, UnreadableInput):
                code = UNABLE
                yield document
                continue
            report = api.check(document, tables, config, held)
            tell_ignores(report)
            if written:
                kept.extend(written.found_in(report, config.fail_on, config.severities))
            elif code == NOTHING and reaches(report, config.fail_on, config.severities):
                code = SOMETHING
            yield report

    formats.write(config.format, results(), tables, sys.stdout, config.manner(quiet, verbose, full))
    if held:
        tell_stale(held)
    if written:
        written.rewritten(kept)
        remark(f"{written.path}: {many(len(kept), 'finding')} written")
    ctx.exit(code)


def baselines(config: Config, write: Path | None) -> tuple[Baseline | None, Baseline | None]:
    """The baseline that findings are held against, and the one to be written, either of which there may be.

    The one to be written is judged afresh, so it may stand in the configuration already.
    """
    if not (config.baseline or write):
        return None, None
    from factcheck.desk.baseline import Baseline

    if write:
        return None, Baseline.read(write) if write.exists() else Baseline(write)
    assert config.baseline
    return Baseline.read(config.baseline), None


def tell_stale(held: Baseline) -> None:
    from factcheck.report.wording import many

    if stale := held.stale():
        what = f"{many(len(stale), 'finding')} that {'is' if len(stale) == 1 else 'are'}"
        remark(f"{held.path}: holds {what} no more, such as {stale[0].quote} in {stale[0].input}; "
               f"write it again with --write-baseline {held.path}")


def tell_ignores(report: Report) -> None:
    for each in report.ignores:
        if each.trouble:
            remark(f"{report.document.name}:{each.line}: {each.message}")


@click.command()
@reading_options
@click.option("--format", "style", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True,
              help="For people; one JSON document; one JSON object a line for each input.")
@click.pass_context
def extract(ctx: click.Context, /, inputs: tuple[str, ...], style: str, **reading: Any) -> None:
    """List the trade figures, without verdicts."""
    from factcheck import api
    from factcheck.report.output import write_extracts

    asked = Asked(**reading)
    code = NOTHING

    def results() -> Iterator[tuple[Document, list[Claim]] | UnreadableInput]:
        nonlocal code
        for document in opened(inputs, asked, asked.config(inputs)):
            if isinstance(document, UnreadableInput):
                code = UNABLE
                yield document
            else:
                yield document, api.extract(document)

    write_extracts(style, results(), sys.stdout)
    ctx.exit(code)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[FILE] ID")
@click.option("--published", type=Day(), help="Day of publication, as 2026-01-13; goes before what the input says.")
@click.option("--title", help="Headline of the article, where the input does not hold it.")
@click.option("--sample", is_flag=True, help="Explain a figure of the sample article that comes with the program.")
@tables_option
@config_option
@click.pass_context
def explain(
    ctx: click.Context, words: tuple[str, ...], published: date | None, title: str | None, sample: bool,
    extra: tuple[Path, ...], config_file: Path | None,
) -> None:
    """Tell everything that was weighed for one figure, and how to see it again.

    ID is the figure's id in `factcheck check --format json` or `factcheck extract` (c4), the number in it (4), or the
    figure's own words ("USD 131.84 billion").

    Exits with 0 when the figure was found, 2 when it was not or FILE could not be read.
    """
    from factcheck import explain as explaining
    from factcheck.report.explain import print_explanation
    from factcheck.report.page import Page

    if len(words) != (1 if sample else 2):
        raise click.UsageError("name one file and one figure of it, or one figure with --sample")
    asked = Asked(published, title, config_file=config_file, sample=sample)
    config = asked.config(words[:-1])
    document, *others = opened(words[:-1], asked, config)
    if others:
        raise click.UsageError("name one article: this is several; check tells them apart, as feed.xml#2")
    if isinstance(document, UnreadableInput):
        ctx.exit(UNABLE)
    options = "".join(f" --tables {folder}" for folder in extra)
    told = explaining.explain(document, words[-1], open_tables(extra, config), options, config.bands)
    print_explanation(Page.on(sys.stdout), document, told)


def opened(inputs: tuple[str, ...], asked: Asked, config: Config) -> Iterator[Document | UnreadableInput]:
    """The articles asked for, with a remark on stderr for what could not be read, and how the rest had to be."""
    from factcheck import samples
    from factcheck.inputs import STANDARD_INPUT, documents

    names = [*([str(samples.ARTICLE)] if asked.sample else []), *inputs]
    if not names:
        if sys.stdin.isatty():
            raise click.UsageError("nothing to read: name a file or a folder, - for standard input, or try --sample")
        names = [STANDARD_INPUT]
    named = {"text": asked.text_field, "title": asked.title_field, "published": asked.date_field}
    columns = None
    if any(named.values()):
        from factcheck.inputs.columns import Columns

        columns = Columns.named(**{what: [name] for what, name in named.items() if name})
    for document in documents(names, published=asked.published, title=asked.title, encoding=config.encoding,
                              columns=columns, allow_private=asked.allow_private):
        for note in (str(document),) if isinstance(document, UnreadableInput) else document.remarks:
            remark(note)
        if not isinstance(document, UnreadableInput):
            document = samples.renamed(config.settled(document))
        yield document
