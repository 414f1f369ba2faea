"""What stands in for the checker in tests of the machinery: documents that say what they do to whoever reads them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from factcheck.audit.entry import Checked, Entry, unread


class Misbehaving:
    """Does what the text says; any other text is a document with as many claims as it has full stops."""

    def __init__(self, tables: str, **options: object) -> None:
        self.tables = tables

    def __call__(self, entry: Entry) -> Checked:
        text = entry.content if isinstance(entry.content, str) else entry.content.decode()
        order, _, rest = text.partition(" ")
        match order:
            case "HANG":
                time.sleep(60)
            case "CRASH":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "EAT":
                held = [bytearray(2**20) for _ in range(4096)]
                raise AssertionError(f"{len(held)} MB were to be had")
            case "RAISE":
                raise ValueError("no such figure")
            case "SLOW":
                time.sleep(0.02)
            case "KILL-ONCE":
                if (flag := Path(rest)).exists():
                    flag.unlink()
                    os.kill(os.getpid(), signal.SIGKILL)
            case "KILL-WORKER":
                if (flag := Path(rest)).exists():
                    flag.unlink()
                    os.kill(os.getppid(), signal.SIGKILL)
                    time.sleep(1)
        row = unread(entry, self.tables).document | {"chars": len(text), "claims": text.count(".")}
        return Checked(row, [{"document": entry.id, "claim_id": f"c{number}", "quote": text[:20]}
                             for number in range(text.count("."))])


class Unable:
    def __init__(self, **options: object) -> None:
        raise RuntimeError("no tables here")
