"""Three floors, arrows pointing down: read from every module's imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "sources.terms": set[str](),
    "sources": {"sources.terms"},
    "claims": {"sources.terms"},
    "factcheck": {"claims", "sources", "sources.terms"},
}
ROOMS = ("scanning", "clauses", "context", "tables")      # of the reader, each using only those before it
OURS = {"sources", "claims", "factcheck", "tests", "benchmarks"}
MODULES = sorted(
    path.relative_to(ROOT) for floor in ("sources", "claims", "factcheck") for path in (ROOT / floor).rglob("*.py")
)
MAPS = [("judging.md", "factcheck/judging"), *(("reading.md", f"claims/{room}") for room in ROOMS)]


def floor_of(module: str) -> str:
    """The floor a dotted module name stands on: "sources.terms.key" -> "sources.terms"."""
    parts = module.split(".")
    return "sources.terms" if parts[:2] == ["sources", "terms"] else parts[0]


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it, as absolute dotted names."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = list(path.parent.parts[: len(path.parent.parts) - level + 1]) if level else []
                full = ".".join([*base, *([module] if module else [])])
                # "from sources import terms" names a module too, and which floor it is on matters
                yield from (f"{full}.{name.name}" for name in names)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_arrows_point_down(path: Path) -> None:
    own = floor_of(".".join(path.with_suffix("").parts))
    wrong = [
        module for module in imports(path)
        if module.split(".")[0] in OURS and floor_of(module) not in {own} | MAY_IMPORT[own]
    ]
    assert wrong == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.parts[0] == "claims"], ids=str)
def test_the_readers_rooms_are_in_order(path: Path) -> None:
    """Words and amounts before sentences, sentences before the text around them."""
    above = ROOMS[ROOMS.index(path.parts[1]) + 1:] if path.parts[1] in ROOMS else ()
    wrong = [module for module in imports(path) if module.startswith(tuple(f"claims.{room}" for room in above))]
    assert wrong == []


@pytest.mark.parametrize(("manual", "folder"), MAPS, ids=str)
def test_code_is_built_as_its_manual_says(manual: str, folder: str) -> None:
    """Every module of the folder stands in its table of the manual and imports only from those above it there."""
    written = (ROOT / "docs" / manual).read_text(encoding="utf-8")
    table = written.partition(f"| in `{folder}/` |")[2].partition("\n\n")[0]
    order = [name for row in table.splitlines() if "|" in row for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    modules = [path for path in MODULES if path.parent == Path(folder) and path.stem != "__init__"]
    assert sorted(order) == sorted(path.stem for path in modules)
    room = folder.replace("/", ".") + "."
    wrong = [
        (path.stem, name) for path in modules for module in imports(path)
        for name in module.removeprefix(room).split(".")[:1] if module.startswith(room) and name in order
        and order.index(name) >= order.index(path.stem)
    ]
    assert wrong == []


def test_no_modules_import_each_other() -> None:
    """No circles, under TYPE_CHECKING or inside a function either: of two modules one is read first."""
    names = {".".join(path.with_suffix("").parts).removesuffix(".__init__"): path for path in MODULES}
    ours = {
        name: {module if module in names else module.rpartition(".")[0] for module in imports(path)} & names.keys()
        for name, path in names.items()
    }
    assert ours["claims.clauses.business"] > {"claims.clauses.reader"}
    TopologicalSorter(ours).prepare()      # raises CycleError, which names the circle


def test_the_floors_hold_modules() -> None:
    assert {floor_of(".".join(path.with_suffix("").parts)) for path in MODULES} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_modules_have_a_name_and_a_reason(path: Path) -> None:
    source = (ROOT / path).read_text(encoding="utf-8")
    assert path.stem not in {"utils", "util", "helpers", "common", "misc"}
    assert len(source.splitlines()) < 400, "small files: one reason to exist each"
    assert ast.get_docstring(ast.parse(source)) is not None or not source.strip()
