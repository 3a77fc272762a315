"""The language of a text."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_ENOUGH = 60  # letters below which names and numbers decide more than the language does
_SAMPLE = 1000  # characters looked at: more changes nothing and costs time
_ENGLISH = frozenset({"the", "of", "and", "to", "was", "said", "were", "that"})
_ENGLISH_SHARE = 0.12  # of all words: English news has about a fifth, no other language comes near
_SURE = 0.9  # how sure the detector must be to overrule what the page says of itself


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, declared: str | None) -> str:
    """The ISO 639-1 code of a text: as detected where it is long enough, else as declared, else `und`.

    >>> language_of("Der Anschlag auf den Markt in der Hauptstadt hat mindestens zwölf Menschen das Leben gekostet, teilte die "
    ...             "Polizei am Mittwoch mit; niemand bekannte sich zu der Tat.", "en")
    'de'
    """
    said = (declared or "").strip().lower().replace("_", "-").partition("-")[0]
    said = said if len(said) == 2 and said.isalpha() else "und"
    sample = text[:_SAMPLE].lower()  # capitals of old wires would look like no language at all
    if sum(c.isalpha() for c in sample) < _ENOUGH:
        return said
    words = sample.split()
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    found, sure = _identifier().classify(sample)
    return said if said != "und" and float(sure) < _SURE else str(found)
