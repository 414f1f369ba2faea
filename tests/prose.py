"""What is wrong with a sentence that an editor is shown, whatever it says."""

from __future__ import annotations

import re

FLAWS = {
    "two blanks": r"  |^\s|\s$",
    "a blank before a stop": r" [.,;:)](?!\d)|\( ",
    "two stops": r"[.,;:]{2}",
    "nothing where a word should be": r"\bNone\b|\bNaN\b|\{|\}|\(\)|\b(?:in|of|from|to|for|with|and|by|the) ?[.,;]",
    "a sign beside its word": r"\b(?:deficit|surplus|fall|rise|rose|fell)(?: of| by)? ?(?:[A-Z]{3} )?[^\w\s]?[-−–]",
    "no thousands mark": r"(?<![\d.,/-])\d{4,}(?=\.\d| (?:million|billion|trillion|per cent|percent)\b|[BM]\b)",
    "a word twice": r"\b(?!that\b|had\b)(\w+) \1\b",
    "two articles": r"\b(?:an?|the) (?:an?|the)\b",
    "two prepositions": r"\b(?:in|to|from) (?:in|to|from)\b",
    "a key of a table": r"\||_|\w\+\w|\bTOTAL\b|\bgoods_",
    "no capital or no full stop": r"^[a-z](?!\w*\d)|[^.]$",
}
PRINTED = ("USA", "OECD", "ASEAN", "APEC", "BRICS", "OPEC", "NATO", "EFTA", "NAFTA", "USMCA", "ECOWAS", "RCEP", "SAARC",
           "SADC", "SACU", "CPTPP", "BIMSTEC", "GCC", "CIS", "EAC", "EAEU", "CACM", "IPEF", "SCO", "CAFTA", "GDP",
           "CEPII", "BACI")
# Three capitals are a code, unless every newspaper prints them, or they are a currency before an amount.
CODE = re.compile(rf"\b(?!(?:{'|'.join(PRINTED)})\b)[A-Z]{{3,}}\b(?! -?\d)")


def flaws(sentence: str, printed: str = "") -> list[str]:
    """`printed` is what the article prints itself, which is never corrected."""
    for quote in sorted(filter(None, printed.split("\n")), key=len, reverse=True):
        sentence = sentence.replace(quote, "8 per cent")
    found = [f"{what}: {match[0]!r}" for what, shape in FLAWS.items() if (match := re.search(shape, sentence))]
    found += [f"a code: {match[0]}" for match in CODE.finditer(sentence)]
    found += [f"a bracket without its other: {pair}" for pair in ("()", "[]")
              if sentence.count(pair[0]) != sentence.count(pair[1])]
    return [f"{each} in {sentence!r}" for each in found]
