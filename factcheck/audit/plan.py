"""The plan of an audit: which task reads what.  Made once, so that a run after a kill does as the first would have."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from factcheck.audit.store import Store
from factcheck.inputs.document import EmptyInput, MissingInput
from factcheck.inputs.reading import ARTICLES, FEEDS
from sources.terms.errors import UnreadableInput

PLAN = "plan.jsonl"
LARGEST_TASK = 64 * 2**20       # bytes: a minute or so of work, so that a kill costs little
SMALLEST_TASK = 2**20
TASKS_A_WORKER = 4              # enough of them that the last ones end together
PACKED = (".gz", ".zst")


class Form(StrEnum):
    """How a file holds documents."""

    WARC = "warc"
    JSONL = "jsonl"
    PARQUET = "parquet"
    CSV = "csv"
    FEED = "feed"               # RSS or Atom: its entries
    FILE = "file"               # it is one document


SUFFIXES = {".warc": Form.WARC, ".jsonl": Form.JSONL, ".ndjson": Form.JSONL, ".parquet": Form.PARQUET,
            ".csv": Form.CSV, ".tsv": Form.CSV} | dict.fromkeys(FEEDS, Form.FEED) | dict.fromkeys(ARTICLES, Form.FILE)


@dataclass(frozen=True, slots=True)
class Split:
    """What is read at a stretch: a file, or the part of a large one from `start` to `stop`.

    These count bytes of a WARC or JSONL file (a document belongs to the part in which it begins) and row groups of a
    Parquet file; `stop` is None where the part goes to the end of the file.
    """

    input: str
    form: Form
    size: int                   # bytes, for the estimate
    start: int = 0
    stop: int | None = None


def form_of(name: str) -> Form | None:
    """How a file of that name holds documents; None for a name that says nothing we read."""
    plain = name.lower()
    packed = plain.endswith(PACKED)
    if packed:
        plain = plain.rsplit(".", 1)[0]
    form = SUFFIXES.get("." + plain.rsplit(".", 1)[-1]) if "." in plain.rsplit("/", 1)[-1] else None
    if packed and (form is Form.PARQUET or (form in (Form.FILE, Form.FEED) and name.lower().endswith(".zst"))):
        return None
    return form


def ending(path: str) -> str:
    """".jpg"; "" of a name without a full stop."""
    name = path.rsplit("/", 1)[-1]
    return f".{name.rsplit('.', 1)[1].lower()[:12]}" if "." in name else ""


def find(archives: Sequence[str], passed_over: Counter[str] | None = None) -> list[Split]:
    """The files behind `archives` (files, folders, patterns, anything fsspec reads), whole, each once, in their order.

    What else lies there and is of no kind that audits read is counted in `passed_over`, by the end of its name.
    Raises MissingInput, EmptyInput (a folder with nothing to read) or UnreadableInput (a file of a kind not read).
    """
    found: dict[str, Split] = {}
    for archive in archives:
        named = readable = False
        for path, size, alone in _files(archive):
            named = True
            if form := form_of(path):
                readable = True
                found.setdefault(path, Split(path, form, size))
            elif alone:
                raise UnreadableInput(archive, f"is of no kind that audits read; they read {', '.join(SUFFIXES)}")
            elif passed_over is not None:
                passed_over[ending(path)] += 1
        if not named:
            raise MissingInput(archive, "no such file or folder; check the name")
        if not readable:
            raise EmptyInput(archive, f"holds nothing to audit; looked for {', '.join(SUFFIXES)}, also with .gz")
    return list(found.values())


def cut(splits: Sequence[Split], workers: int, tasks: int | None = None) -> list[list[Split]]:
    """`splits` dealt to tasks in their order, large files cut so that no task is much longer than the others."""
    total = sum(split.size for split in splits)
    share = total // tasks if tasks else total // (TASKS_A_WORKER * workers)
    target = max(share, 1) if tasks else min(max(share, SMALLEST_TASK), LARGEST_TASK)
    parts = [part for split in splits for part in _parts(split, target)]
    if not tasks:
        return _dealt(parts, target)
    dealt = _dealt(parts, -(-total // tasks) or 1)
    while len(dealt) > tasks:           # what rounding left over goes to the last
        dealt[-2:] = [dealt[-2] + dealt[-1]]
    return dealt


def write(store: Store, tasks: Sequence[Sequence[Split]]) -> None:
    lines = (json.dumps([asdict(split) for split in task]) for task in tasks)
    store.write(PLAN, "".join(f"{line}\n" for line in lines).encode())


def read(store: Store, task: int) -> list[Split]:
    """What `task` is to read."""
    with store.open(PLAN) as lines:
        for number, line in enumerate(lines):
            if number == task:
                return [Split(**row | {"form": Form(row["form"])}) for row in json.loads(line)]
    raise IndexError(f"the plan has no task {task}")


def measure(store: Store) -> tuple[int, int]:
    """How many tasks the plan has, and how many bytes they read; (0, 0) where there is no plan yet."""
    data = store.read(PLAN)
    tasks = [json.loads(line) for line in (data or b"").splitlines()]
    return len(tasks), sum(split["size"] for task in tasks for split in task)


def _files(archive: str) -> Iterator[tuple[str, int, bool]]:
    """The files behind one name: path, bytes, whether it was named itself and not found in a folder."""
    from fsspec.core import url_to_fs

    system, root = url_to_fs(archive)
    is_local = "file" in (system.protocol if isinstance(system.protocol, tuple) else (system.protocol,))
    pattern = "*" in root and not system.exists(root)
    for path in sorted(system.glob(root)) if pattern else [root]:
        if not system.exists(path):
            continue
        if system.isfile(path):
            found: dict[str, Any] = {path: system.info(path)}
        else:
            found = system.find(path, detail=True)
        for name in sorted(found):
            below = name[len(path):] or (f"/{name.rsplit('/', 1)[-1]}" if pattern else "")
            if "/." not in below:       # hidden files are read where they are named
                full = name if is_local else system.unstrip_protocol(name)
                yield full, int(found[name]["size"] or 0), not below


def _parts(split: Split, target: int) -> Iterator[Split]:
    if split.size <= 2 * target:
        yield split
    elif split.form is Form.PARQUET:
        yield from _row_groups(split, target)
    elif split.form is Form.WARC or (split.form is Form.JSONL and not split.input.lower().endswith(PACKED)):
        count = -(-split.size // target)
        edges = [split.size * part // count for part in range(count)]
        for start, stop in zip(edges, [*edges[1:], None], strict=True):
            yield replace(split, start=start, stop=stop, size=(split.size if stop is None else stop) - start)
    else:
        yield split


def _row_groups(split: Split, target: int) -> Iterator[Split]:
    import pyarrow.parquet as pq
    from fsspec.core import url_to_fs

    system, path = url_to_fs(split.input)
    try:
        with system.open(path, "rb") as file:
            groups = pq.ParquetFile(file).metadata.num_row_groups
    except (OSError, ValueError):       # the reader will say what is wrong with it
        yield split
        return
    count = max(1, min(groups, -(-split.size // target)))
    edges = [groups * part // count for part in range(count)]
    for start, stop in zip(edges, [*edges[1:], None], strict=True):
        yield replace(split, start=start, stop=stop, size=split.size // count)


def _dealt(parts: Sequence[Split], target: int) -> list[list[Split]]:
    tasks: list[list[Split]] = [[]]
    filled = 0
    for part in parts:
        if tasks[-1] and filled + part.size > target:
            tasks.append([])
            filled = 0
        tasks[-1].append(part)
        filled += part.size
    return tasks
