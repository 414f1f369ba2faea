"""How long work tells its caller where it is; what to show of it is the caller's affair."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]      # what is being done, how much of it is done, how much there is
