"""Work in a process that can be lost: whoever reads articles by the million, or for strangers, does it under guard."""

from factcheck.guard.failure import failure
from factcheck.guard.guard import Guard, UnableToCheck

__all__ = ["Guard", "UnableToCheck", "failure"]
