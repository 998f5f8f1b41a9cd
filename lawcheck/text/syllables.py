"""How Vietnamese a text looks: the share of its words that are possible syllables with the marks a Vietnamese text has.

Used to tell a good text layer from a broken one and Unicode from the old encodings; never to correct a word.
Onsets and rhymes: Hoàng Phê (ed.), Từ điển chính tả tiếng Việt; loan syllables are rare enough in official texts to be left out.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_ONSET = "(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
_RHYME = (
    "(?:a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây|e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|ênh|êp|êt|êu|"
    "i|ia|ich|iêc|iêm|iên|iêng|iêp|iêt|iêu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oăc|oăm|oăn|oăng|oăt|oc|oe|oen|"
    "oeo|oet|oi|om|on|ong|ooc|oong|op|ot|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|u|ua|uân|uâng|uât|uây|uc|uê|uêch|uênh|ui|um|un|ung|uơ|uôc|uôi|"
    "uôm|uôn|uông|uôt|up|ut|uy|uya|uych|uyên|uyêt|uynh|uyt|uyu|ư|ưa|ưc|ưi|ưm|ưn|ưng|ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu|ưt|ưu|"
    "y|yêm|yên|yêng|yêt|yêu|yt|ynh|ach|êng)"
)
_SYLLABLE = re.compile(_ONSET + _RHYME)
_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKED = re.compile("[^\x00-\x7f]")


def is_syllable(word: str) -> bool:
    """True where `word` (any case, NFC) can be a Vietnamese syllable."""
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))
    return _SYLLABLE.fullmatch(bare) is not None


def quality(text: str) -> float | None:
    """The share (0–1) of the words of `text` that are possible syllables; None where there are too few words to tell.

    A text whose words hardly carry marks is no Vietnamese with its marks: its share is multiplied down.
    """
    words = _WORD.findall(text)
    if len(words) < 12:
        return None
    good = sum(map(is_syllable, words)) / len(words)
    marked = sum(_MARKED.search(word) is not None for word in words) / len(words)
    return good * min(1.0, marked / 0.4)
