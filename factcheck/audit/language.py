"""Which language a document is in: by Resiliparse's detector, told the languages that news is written in."""

from __future__ import annotations

from claims.language import DEFAULT, languages

# ISO 639-1.  Without the list, short wire reports full of figures pass for Irish, Faroese or Luxembourgish.
OF_NEWS = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "cs", "sk", "hu", "ro", "bg", "hr", "sr", "sl",
    "el", "tr", "ar", "fa", "ur", "he", "hi", "bn", "mr", "ta", "te", "gu", "ml", "kn", "th", "vi", "id", "ms",
    "zh", "ja", "ko", "da", "sv", "no", "fi", "et", "lv", "lt", "sw", "ca", "tl",
)
HEAD = 5000                     # characters: more says nothing new
UNSURE = 1.25                   # English is taken for it where its score is this near to the best one's


def language_of(text: str) -> str | None:
    """ISO 639-1, None where the text is too short or strange to tell."""
    from resiliparse.parse.lang import detect_fast

    ranked: list[tuple[str, int]] = detect_fast(text[:HEAD], langs=list(OF_NEWS), n_results=3)
    if not ranked or ranked[0][0] == "unknown":
        return None
    best, score = ranked[0]
    if best not in languages() and any(other == DEFAULT and near <= score * UNSURE for other, near in ranked):
        return DEFAULT              # and only this: Portuguese is near to Spanish, and is not it
    return best
