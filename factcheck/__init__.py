"""Do they agree?  Readings, verdicts, reports and the command line."""

__version__ = "0.1.0"
