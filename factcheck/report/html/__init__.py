"""The report as a web page: one file that needs nothing else, no network and no script to be read.

`render` makes the whole page; `fragment` one article for a page of another's making, which also needs `style()` and,
for filters, keys and the copy button, `script()`.
"""

from factcheck.report.html.page import content_policy, fragment, render, script, style, write

__all__ = ["content_policy", "fragment", "render", "script", "style", "write"]
