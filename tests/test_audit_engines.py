"""The same audit on Ray, on Slurm and over S3: other machines, the same rows."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.test_audit_run import WORDS, archive, audited, rows, settings

pytestmark = pytest.mark.skipif(not (find_spec("datatrove") and find_spec("duckdb")), reason="the audit extra")

SBATCH = """#!/bin/sh
for last; do :; done
cp "$last" "$FAKE_SLURM/script.$(ls "$FAKE_SLURM" | wc -l)"
echo Submitted batch job 4711
"""
SCONTROL = "#!/bin/sh\necho node1\n"


@pytest.mark.skipif(not find_spec("ray"), reason="the ray extra")
@pytest.mark.filterwarnings("ignore")       # Ray's own
def test_ray_runs_the_same_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ray

    from factcheck.audit.engines import Engine, EngineOptions

    source = archive(tmp_path / "a.jsonl", [*WORDS, "CRASH"])
    # the driver's folder is not on the path of Ray's workers, and the doubles of these tests are in it
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    try:
        counts = audited(source, tmp_path / "out", tasks=2, engine=EngineOptions(Engine.RAY, workers=2))
    finally:
        ray.shutdown()
    assert (counts["documents"], counts["failed"]) == (len(WORDS) + 1, 1)
    assert rows(tmp_path / "out", "select count(*) from findings") == [(2 * len(WORDS),)]


def test_slurm_gets_a_script_whose_tasks_end_the_audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from factcheck.audit.engines import Engine, EngineOptions

    for name, text in (("sbatch", SBATCH), ("scontrol", SCONTROL)):
        (program := tmp_path / "bin" / name).parent.mkdir(exist_ok=True)
        program.write_text(text, encoding="ascii")
        program.chmod(0o755)
    (scripts := tmp_path / "scripts").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setenv("FAKE_SLURM", str(scripts))
    engine = EngineOptions(Engine.SLURM, 2, partition="news", time="01:30:00", environment="source env/activate")
    source, out = archive(tmp_path / "a.jsonl", WORDS), tmp_path / "out"

    assert audited(source, out, engine=engine) is None, "submitted, not done"
    script = (scripts / "script.0").read_text(encoding="utf-8")
    for line in ("#SBATCH --array=0-2%2", "#SBATCH --partition=news", "#SBATCH --time=01:30:00", "source env/activate"):
        assert line in script
    assert f"launch_pickled_pipeline {out}/logs/executor.pik" in script

    node = os.environ | {"SLURM_NODELIST": "node1", "PYTHONPATH": str(ROOT)}
    for task in ("0", "1", "2"):
        subprocess.run([sys.executable, "-m", "datatrove.tools.launch_pickled_pipeline", f"{out}/logs/executor.pik"],
                       env=node | {"SLURM_ARRAY_TASK_ID": task}, check=True, capture_output=True, cwd=tmp_path)
    counts = audited(source, out, engine=engine)
    assert counts is not None and counts["documents"] == len(WORDS)
    assert len(list(scripts.iterdir())) == 2, "nothing is submitted twice: the tasks and datatrove's summary"


@pytest.mark.skipif(not (find_spec("moto") and find_spec("s3fs")), reason="needs moto and s3fs")
@pytest.mark.filterwarnings("ignore")       # botocore's and s3fs's own
def test_archive_and_results_may_lie_on_s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from factcheck.audit.asking import ask
    from factcheck.audit.engines import EngineOptions
    from factcheck.audit.running import run
    from factcheck.audit.store import Store

    with bucket(monkeypatch) as system:
        for number in range(2):
            local = archive(tmp_path / "a.jsonl", WORDS)
            system.put(str(local), f"desk/news/a{number}.jsonl")
        plan: Any = settings(Path("x"), Path("y"), tasks=2, engine=EngineOptions(workers=1))
        from dataclasses import replace

        plan = replace(plan, archives=("s3://desk/news/",), out="s3://desk/results")
        counts = run(plan, None, sys.stderr)
        assert counts is not None and counts["documents"] == 2 * len(WORDS)
        store = Store("s3://desk/results")
        assert ask(store, "select count(*), min(input) from documents").rows == [
            (2 * len(WORDS), "s3://desk/news/a0.jsonl")]
        assert store.names("unfinished") == []
        assert run(plan, None, sys.stderr) == counts, "all is done: nothing is read again"


class bucket:   # noqa: N801  (reads as a word: with bucket(...))
    """A local S3 server with one bucket, reached through the environment as a real one is."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from moto.server import ThreadedMotoServer

        self.server = ThreadedMotoServer(port=0, verbose=False)
        self.monkeypatch = monkeypatch

    def __enter__(self) -> Any:
        import s3fs

        self.server.start()
        host, port = self.server.get_host_and_port()
        for name, value in {"AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "testing",
                            "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "us-east-1"}.items():
            self.monkeypatch.setenv(name, value)
        s3fs.S3FileSystem.clear_instance_cache()
        system = s3fs.S3FileSystem()
        system.mkdir("desk")
        return system

    def __exit__(self, *trouble: object) -> None:
        self.server.stop()
