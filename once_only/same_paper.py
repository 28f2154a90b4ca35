"""Whether two papers are one, by what they say, how they look, and the words on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from domain.document import UNKNOWN_TYPE, Copy, Document, Field, FieldState
from domain.fold import fold
from domain.law import Manner
from domain.look import Look
from domain.record import Likeness
from once_only.agreement import Agreement, agree
from once_only.spelling import is_part

OWN_NUMBERS = frozenset(
    {
        "so_dinh_danh", "so_cmnd", "so_ho_chieu", "so_gplx", "ma_so", "ma_so_bhxh", "so_giay_to", "so_seri",
        "so_vao_so", "ma_so_doanh_nghiep", "so_hieu", "so_chung_thuc", "so_cong_chung", "ma_ho_so", "ky_hieu",
    }
)  # fmt: skip
ISSUE_DAYS = frozenset({"ngay_cap", "ngay_dang_ky", "ngay_lam", "ngay_lap", "ngay_ky", "ngay_ban_hanh"})
_ISSUED = "ngay_cap"
"""The day an office issued the paper; the days of ``ISSUE_DAYS`` that people write themselves say less."""
_WRITTEN_DAYS = frozenset({"ngay_lam", "ngay_lap", "ngay_ky"})
"""The day under a paper that its owner writes: all that a person's next request may differ in."""
_DECISIVE = OWN_NUMBERS | ISSUE_DAYS | {"ho_ten", "ngay_sinh"}
_FEWEST_SHARED = 3
_ALIKE_SHARE = 0.8
_PERSONS_ALIKE_SHARE = 0.7
"""The same, of a paper whose long number agrees: a card of one person, however badly it was scanned."""
_ISSUE_ALIKE_SHARE = 0.5
"""The same, where the day of issue agrees too: a number is issued once a day, whatever else was misread."""
_MISREAD_DIGITS = 2
_HARDLY_READ = 0.1
"""Below this confidence a value that differs speaks for nothing and against nothing."""
_OTHER_WORDS = 0.6
"""Below this likeness two surely read texts are two texts: another request on the same form."""

SHEET_APART = 0.25
"""Share of a look's bits in which two scans of one sheet differ at most."""
_BENT_APART = 0.35
"""The same, of a sheet that was bent in one scan and says the very same: all figures, nearly all words."""
_SURELY_APART = 0.16
"""The same, where no field says that the papers are one."""
_FEWEST_FIGURES = 4
_LEAST_SHARED = (0.6, 0.6)
"""Shares of the figures and of the words that two readings of a page have in common at least."""
_DOUBTED_SHARED = (0.8, 0.86)
"""The same, where a name was read so differently that one of the readings must be wrong."""
_PLAINLY_SHARED = (0.85, 0.95)
"""Shares from which a sheet that was bent, cut or faded in one scan, or has few figures, is the same too."""
_WHOLLY_SHARED = (1.0, 0.97)
_FEWEST_WHEN_PLAIN = 3
_SHEET_SHARED = (0.65, 0.85)
"""Shares from which it is one sheet though values of it were read otherwise, in doubt. Of some 5,000 pairs of
papers that look alike no two of strangers shared more than a third of their figures."""
_SHEET_APART_IN_DOUBT = 0.2
_FIGURES_IN_DOUBT = 6
_PERSONAL_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it was seen. looks: one a page, absent where a page has none. text: of its pages."""

    document: Document
    looks: tuple[Look | None, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Sameness:
    """why: what told it, a code of ``domain.record.Duplicate``."""

    why: str
    kind: Likeness


def sameness(one: Paper, other: Paper) -> Sameness | None:
    """How two papers are the same; None where they are two.

    ``SAME_NUMBER``: an identifying number agrees and nearly all other fields do. ``SAME_VALUES``: nearly
    all fields agree on a paper without a number, or on one whose number was doubtfully read. ``SAME_LOOK``:
    the pages look the same and carry the same figures and words, and no field says otherwise. Another
    number, person or day of issue, surely read, is another paper: a second issue, or the same blank form.
    """
    if one.document.type != other.document.type and UNKNOWN_TYPE not in (
        one.document.type,
        other.document.type,
    ):
        return None
    pairs = _shared(one.document, other.document)
    apart = looks_apart(one, other)
    why = _why(one, other, apart, pairs) or _why_by_figures(one, other, apart, pairs)
    return Sameness(why, _kind(one, other, apart)) if why else None


def _why(one: Paper, other: Paper, apart: float | None, pairs: Sequence[tuple[Field, Field]]) -> str | None:
    """By fields or by look, where nothing but a doubtful name contradicts."""
    against = [pair for pair in pairs if _contradict(*pair)]
    if not all(_is_doubtful_name(*pair) for pair in against):
        return None
    by_fields = (
        None if against and not _same_person(pairs) else _why_by_fields(one.document, other.document, pairs)
    )
    return by_fields or _why_by_look(one, other, apart, pairs)


def looks_apart(one: Paper, other: Paper) -> float | None:
    """How far apart the pages look at worst, page by page; None where that cannot be told."""
    if len(one.looks) != len(other.looks):
        return None
    pairs = zip(one.looks, other.looks, strict=True)
    known = [left.apart(right) for left, right in pairs if left is not None and right is not None]
    return max(known, default=None)


def _kind(one: Paper, other: Paper, apart: float | None) -> Likeness:
    if apart == 0 and one.text == other.text:
        return Likeness.SAME_IMAGE
    if (one.document.copy is Copy.CERTIFIED_COPY) != (other.document.copy is Copy.CERTIFIED_COPY):
        return Likeness.CERTIFIED_COPY
    return Likeness.SAME_SHEET if apart is not None and apart <= SHEET_APART else Likeness.SAME_PAPER


def _why_by_fields(one: Document, other: Document, pairs: Sequence[tuple[Field, Field]]) -> str | None:
    if one.type == UNKNOWN_TYPE or len(pairs) < _FEWEST_SHARED or not _same_day_written(one, other):
        return None
    alike = sum(_agreement(*pair) in (Agreement.EXACT, Agreement.NEAR) for pair in pairs)
    silent = sum(_says_nothing(*pair) for pair in pairs)
    if alike < max(_FEWEST_SHARED, _share_wanted(pairs) * (len(pairs) - silent)):
        return None
    return "SAME_NUMBER" if any(_is_same_number(*pair) for pair in pairs) else _why_without_number(pairs)


def _same_day_written(one: Document, other: Document) -> bool:
    """Whether both papers carry the same day by their writer's hand, or neither carries any.

    The same person fills in the same form again, and every other value agrees: a day that was read otherwise,
    or in one of them alone, leaves it open whether it is that.
    """
    days = {each.name for each in (*one.fields, *other.fields) if each.name in _WRITTEN_DAYS}
    pairs = ((one.field_named(name), other.field_named(name)) for name in days)
    return all(left and right and _agreement(left, right) is Agreement.EXACT for left, right in pairs)


def _share_wanted(pairs: Sequence[tuple[Field, Field]]) -> float:
    if not _same_person(pairs):
        return _ALIKE_SHARE
    issues = (pair for pair in pairs if pair[0].name == _ISSUED)
    same_issue = any(_agreement(*pair) is Agreement.EXACT for pair in issues)
    return _ISSUE_ALIKE_SHARE if same_issue else _PERSONS_ALIKE_SHARE


def _why_without_number(pairs: Sequence[tuple[Field, Field]]) -> str | None:
    """Without an equal number only nearly full agreement and equal names make it the same paper."""
    names = [_agreement(*pair) for pair in pairs if last(pair[0].name) == "ho_ten"]
    exact = sum(_agreement(*pair) is Agreement.EXACT for pair in pairs)
    enough = len(pairs) > _FEWEST_SHARED and exact >= _ALIKE_SHARE * len(pairs)
    return "SAME_VALUES" if enough and names and set(names) == {Agreement.EXACT} else None


def _why_by_look(
    one: Paper, other: Paper, apart: float | None, pairs: Sequence[tuple[Field, Field]]
) -> str | None:
    """A blank form filled by two people looks nearly the same: the figures on it tell them apart.

    A number or a day that differs is another paper here even where it was doubtfully read: the forms of
    twins look alike and differ in little else. A name that was misread weighs less than all the rest.
    """
    if apart is None or apart > _BENT_APART or one.document.region or other.document.region:
        return None
    if any(_agreement(*pair) is Agreement.DIFFERENT and _is_counted(pair[0]) for pair in pairs):
        return None
    words, others = Counter(fold(one.text).split()), Counter(fold(other.text).split())
    figures, their_figures = _figures(words), _figures(others)
    shared = _overlap(figures, their_figures), _overlap(words, others)
    if apart > SHEET_APART and not (figures == their_figures and _reach(shared, _WHOLLY_SHARED)):
        return None
    plain = _reach(shared, _PLAINLY_SHARED)
    fewest = min(figures.total(), their_figures.total())
    if fewest < (_FEWEST_WHEN_PLAIN if plain else _FEWEST_FIGURES) or (apart > _SURELY_APART and not plain):
        return None
    least = _DOUBTED_SHARED if any(_contradict(*pair) for pair in pairs) else _LEAST_SHARED
    return "SAME_LOOK" if _reach(shared, least) else None


def _why_by_figures(
    one: Paper, other: Paper, apart: float | None, pairs: Sequence[tuple[Field, Field]]
) -> str | None:
    """One sheet of which one reading went astray: it looks the same, and its figures and words are the same.

    What differs must be in doubt in one of the readings, and a number of its own and a name must not both
    differ, as they do on the papers of twins. A day that says which paper it is must stand on it: written and
    equal, or an office's, since the next form of the same person shares all figures but that day.
    """
    if apart is None or apart > _SHEET_APART_IN_DOUBT or one.document.region or other.document.region:
        return None
    apart_in = [pair for pair in pairs if _agreement(*pair) is Agreement.DIFFERENT]
    surely = (_contradict(*pair) or _is_counted(pair[0]) for pair in apart_in if not _is_doubtful(*pair))
    if any(surely) or _is_anothers(apart_in) or not _is_dated(one.document, other.document):
        return None
    words, others = Counter(fold(one.text).split()), Counter(fold(other.text).split())
    figures, theirs = _figures(words), _figures(others)
    if min(figures.total(), theirs.total()) < _FIGURES_IN_DOUBT:
        return None
    shared = _overlap(figures, theirs), _overlap(words, others)
    return "SAME_LOOK" if _reach(shared, _SHEET_SHARED) else None


def _is_anothers(apart_in: Sequence[tuple[Field, Field]]) -> bool:
    names = {one.name for one, _ in apart_in}
    return "ho_ten" in names and bool(names & OWN_NUMBERS)


def _is_dated(one: Document, other: Document) -> bool:
    """Whether the papers carry their writer's day and agree in it, or a number or day of an office."""
    names = {each.name for each in (*one.fields, *other.fields)}
    return _same_day_written(one, other) and bool(names & (_WRITTEN_DAYS | ISSUE_DAYS | OWN_NUMBERS))


def _reach(shared: tuple[float, float], wanted: tuple[float, float]) -> bool:
    return shared[0] >= wanted[0] and shared[1] >= wanted[1]


def _figures(words: Counter[str]) -> Counter[str]:
    """Words with at least two digits: numbers, days and years, which no blank form shares with a paper."""
    return Counter({word: n for word, n in words.items() if sum(letter.isdigit() for letter in word) > 1})


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(1, min(one.total(), other.total()))


def _shared(one: Document, other: Document) -> list[tuple[Field, Field]]:
    pairs = ((field, other.field_named(field.name)) for field in one.fields)
    return [(left, right) for left, right in pairs if right is not None]


def _says_nothing(one: Field, other: Field) -> bool:
    """Whether values differ of which one was hardly read: neither alike nor apart."""
    hardly = any(each.state is FieldState.REVIEW and each.confidence < _HARDLY_READ for each in (one, other))
    return hardly and _agreement(one, other) is Agreement.DIFFERENT and not _is_counted(one)


def _contradict(one: Field, other: Field) -> bool:
    """A difference that reading errors do not explain."""
    if _agreement(one, other) is not Agreement.DIFFERENT:
        return False
    doubtful = FieldState.REVIEW in (one.state, other.state)
    if last(one.name) in _DECISIVE:
        return not doubtful or Levenshtein.distance(one.value, other.value) > _MISREAD_DIGITS
    if doubtful or is_part(one.value, other.value) or is_part(other.value, one.value):
        return False
    return Levenshtein.normalized_similarity(one.value, other.value) < _OTHER_WORDS


def _is_doubtful_name(one: Field, other: Field) -> bool:
    return last(one.name) == "ho_ten" and _is_doubtful(one, other)


def _is_doubtful(one: Field, other: Field) -> bool:
    return FieldState.REVIEW in (one.state, other.state)


def _is_counted(field: Field) -> bool:
    return last(field.name) in (_DECISIVE - {"ho_ten"})


def _same_person(pairs: Sequence[tuple[Field, Field]]) -> bool:
    """Whether a long number of the paper's own agrees, which names its person better than a doubtful name."""
    equal = (one for one, other in pairs if _is_same_number(one, other))
    return any(sum(letter.isdigit() for letter in one.value) >= _PERSONAL_DIGITS for one in equal)


def _is_same_number(one: Field, other: Field) -> bool:
    """The paper's own number; a number behind a role is a person's, who may have several such papers."""
    return one.name in OWN_NUMBERS and _agreement(one, other) is Agreement.EXACT


def _agreement(one: Field, other: Field) -> Agreement:
    return agree(_manner(one.name), one.value, other.value)


def _manner(name: str) -> Manner:
    kind = last(name)
    if kind in OWN_NUMBERS:
        return Manner.NUMBER
    if kind == "ho_ten":
        return Manner.NAME
    if kind in ISSUE_DAYS or kind in ("ngay_sinh", "nam_sinh", "gia_tri_den", "gia_tri_tu"):
        return Manner.DATE
    return Manner.ADDRESS if kind.startswith(("noi_", "dia_chi", "que_quan")) else Manner.TEXT


def last(name: str) -> str:
    """The field's own name without the role before it."""
    return name.rpartition(".")[2]
