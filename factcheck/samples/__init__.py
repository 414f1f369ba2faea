"""An article to try the program on, written for it: right, stale, wrong, future and uncheckable figures."""

from pathlib import Path

ARTICLE = Path(__file__).with_name("india-trade.txt")
