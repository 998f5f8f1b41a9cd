"""Tokenizers that lose nothing: `doc.text == text` for every text.

Two units. A *syllable* token is what pattern matching works on. A *word* joins syllables as underthesea segments them
("quy phạm pháp luật"). underthesea never owns the text: it gets a same-length copy in the spelling it was trained on
("uỷ", "hoà"), its words are counted back onto our syllables, and where they do not fit, the syllables stand as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from lawcheck.language.patterns import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_OLD_TO_NEW = {
    old: new
    for olds, news in (("òa óa ỏa õa ọa", "oà oá oả oã oạ"), ("òe óe ỏe õe ọe", "oè oé oẻ oẽ oẹ"), ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ"))
    for old, new in zip(olds.split(), news.split(), strict=True)
}
_OLD_STYLE = re.compile(rf"(?<!q)(?:{'|'.join(_OLD_TO_NEW)})(?!\w)", re.IGNORECASE)


def split_tokens(text: str) -> tuple[list[str], list[bool]]:
    """Tokens of `text` and whether one blank follows each, in the form spaCy's Doc takes; other blanks are tokens."""
    found = _TOKENS_AND_BLANKS.findall(text)
    return [word for word, _ in found], [blank == " " for _, blank in found]


_TOKENS_AND_BLANKS = re.compile(rf"({TOKEN.pattern}|\s+|.)( ?)", re.DOTALL)


SYLLABLES = "syllables"
"""key of a doc's `user_data`: its tokens as strings"""


class SyllableTokenizer:
    """spaCy tokenizer by syllables and signs; numbers, dates and document numbers are one token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words, spaces = split_tokens(text)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data[SYLLABLES] = words  # asking each token for its text again costs as much as making it
        return doc


class WordTokenizer:
    """spaCy tokenizer by words of underthesea, aligned to the untouched text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        syllables, spaces = split_tokens(text)
        words: list[str] = []
        after: list[bool] = []
        at = 0
        for length in word_lengths(syllables):
            words.append(
                "".join(
                    s + " " * space for s, space in zip(syllables[at : at + length], spaces[at : at + length], strict=True)
                ).removesuffix(" " * spaces[at + length - 1])
            )
            after.append(spaces[at + length - 1])
            at += length
        return Doc(self.vocab, words=words, spaces=after)


def word_lengths(syllables: list[str]) -> list[int]:
    """How many of `syllables` each word has, in order; their sum is len(syllables).

    Falls back to single syllables where underthesea's words cannot be counted back.
    """
    text = " ".join(token for token in syllables if not token.isspace())
    copy = unicodedata.normalize("NFC", text).replace("ð", "đ").replace("Ð", "Đ")
    copy = _OLD_STYLE.sub(lambda match: _new_style(match.group()), copy)
    found = ["".join(word.split()) for word in _segmenter()(copy)] if copy else []
    lengths: list[int] = []
    index, owed = 0, 0  # owed: characters of words not yet covered by syllables (a document number is one token, but several words)
    for word in found:
        owed += len(word)
        if owed <= 0:
            continue
        taken = 0
        while index + taken < len(syllables) and owed > 0:
            token = syllables[index + taken]
            if token.isspace():
                if taken == 0:
                    lengths.append(1)
                    index += 1
                    continue
            else:
                owed -= len("".join(unicodedata.normalize("NFC", token).split()))
            taken += 1
        lengths.append(taken)
        index += taken
    return lengths + [1] * (len(syllables) - index) if owed == 0 else [1] * len(syllables)


def _new_style(old: str) -> str:
    new = _OLD_TO_NEW[old.lower()]
    return (
        new
        if old.islower()
        else new.upper()
        if old.isupper()
        else "".join(n.upper() if o.isupper() else n for o, n in zip(old, new, strict=True))
    )


@cache
def _segmenter() -> Callable[[str], list[str]]:
    from underthesea import word_tokenize

    def segment(text: str) -> list[str]:
        words: list[str] = word_tokenize(text, use_token_normalize=False)
        return words

    return segment
