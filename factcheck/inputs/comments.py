"""Comments in a page that are addressed to us: kept through the extraction of its article, which drops comments.

Each is put into the page's text as a token, at the text that it belongs to, and taken out again behind the extraction.
"""

from __future__ import annotations

import re

OPENS, CLOSES = "<!--", "-->"
ADDRESSED = "factcheck:"
HERE, NEXT = "ignore", "ignore-next-line"       # what such a comment may say
FORWARD = f"{ADDRESSED} {NEXT}"
BLOCK = re.compile(
    r"(?i)</?(?:p|div|li|ul|ol|h[1-6]|t[drh]|table|blockquote|section|article|figure|figcaption|pre|br|hr|main|header"
    r"|footer|aside|body|dl|dt|dd)\b"
)
TOKEN = re.compile(r"qZxFc(\d{3})vKj")
LONGEST_TAG = 2000              # letters
LOOKED_AT = 8000                # letters of source before and behind a comment, for the text that it belongs to
MOST = 200                      # comments of one page that are heeded


def lifted(source: str) -> tuple[str, list[str]]:
    """The source with a token for each comment addressed to us, and the comments' words.

    A comment in a paragraph stays where it is.  Between two, `ignore` goes to the end of the text before it and
    `ignore-next-line` to the beginning of the text behind it, where it is about that paragraph.
    """
    words: list[str] = []
    if ADDRESSED not in source:
        return source, words
    out, at = "", 0
    while len(words) < MOST and (start := source.find(OPENS, at)) >= 0:
        close = source.find(CLOSES, start)
        if close < 0:
            break
        said = " ".join(source[start + len(OPENS):close].split())
        out += source[at:start]
        at = close + len(CLOSES)
        if not said.startswith(ADDRESSED):
            out += source[start:at]
            continue
        token = token_of(len(words))
        before, ahead = text_end(out), text_start(source, at)
        apart = bool(BLOCK.search(source, at, ahead))
        if said.startswith(FORWARD) and apart:
            words.append(said.replace(NEXT, HERE, 1))
            out += source[at:ahead] + token
            at = ahead
        else:
            words.append(said)
            place = before if apart and BLOCK.search(out, before) else len(out)
            out = out[:place] + token + out[place:]
    return out + source[at:], words


def text_end(source: str) -> int:
    """Where the last text of `source` ends, tags and blanks behind it left out."""
    end = len(source)
    least = end - LOOKED_AT
    while end > max(0, least):
        if source[end - 1].isspace():
            end -= 1
        elif source[end - 1] == ">" and (opening := source.rfind("<", max(0, end - LONGEST_TAG), end)) >= 0:
            end = opening
        else:
            break
    return end


def text_start(source: str, at: int) -> int:
    """Where the next text of `source` begins from `at` on, tags and blanks before it left out."""
    most = at + LOOKED_AT
    while at < min(len(source), most):
        if source[at].isspace():
            at += 1
        elif source[at] == "<" and (close := source.find(">", at, at + LONGEST_TAG)) >= 0:
            at = close + 1
        else:
            break
    return at


def placed(text: str, words: list[str]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text without the tokens, and where in it each comment belongs; those that the article lost are not there."""
    asides: list[tuple[int, str]] = []
    pieces, at, length = [], 0, 0
    for found in TOKEN.finditer(text) if words else ():
        if int(found[1]) < len(words):          # otherwise it is the page's own word
            before, behind = text[at:found.start()], text[found.end():found.end() + 1]
            if behind in ("", "\n"):            # the blank that stood before the comment at the end of a paragraph
                before = before.removesuffix(" ")
            pieces.append(before)
            length += len(before)
            asides.append((length, words[int(found[1])]))
            at = found.end()
            if behind == " " and (before[-1:] or "\n") == "\n":       # ... or behind it at the beginning of one
                at += 1
    return "".join([*pieces, text[at:]]), tuple(asides)


def token_of(number: int) -> str:
    return f"qZxFc{number:03d}vKj"
