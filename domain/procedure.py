"""A procedure of the reception desk as data: what must be handed in or shown, and what its form asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

STRICT: Final = {"extra": "forbid"}
"""Read by pydantic when a definition file is loaded: a key that nobody knows is an error."""


class Reliability(StrEnum):
    """How a statement of law is known: read in the act, in a second source, derived, or remembered."""

    READ = "V"
    SECONDARY = "V2"
    DERIVED = "D"
    UNVERIFIED = "R"


class Manner(StrEnum):
    """How two values of a kind are compared; ``identity`` compares the numbers inside a line of text."""

    NAME = "name"
    DATE = "date"
    NUMBER = "number"
    IDENTITY = "identity"
    ADDRESS = "address"
    TEXT = "text"


class Handing(StrEnum):
    """Whether a paper stays.

    nop: handed in and kept. nop_ban_sao: a copy is handed in and kept, and the original is shown with it and
    goes back; the desk's own scan is such a copy. xuat_trinh: shown, compared and handed back; no copy may be
    demanded.
    """

    NOP = "nop"
    NOP_BAN_SAO = "nop_ban_sao"
    XUAT_TRINH = "xuat_trinh"


class Condition(StrEnum):
    """When a component is asked for. Each is a fact that the reception officer or the form knows.

    ``if_married_before`` and ``if_paper_lacking`` said too little to tell which paper is meant; nothing asks
    them any more, but records in which they were told stay readable.
    """

    ALWAYS = "always"
    IF_AUTHORISED = "if_authorised"
    IF_MARRIED_BEFORE = "if_married_before"
    IF_DIVORCED_ABROAD = "if_divorced_abroad"
    IF_ISSUED_BEFORE = "if_issued_before"
    IF_PARENTS_MARRIED = "if_parents_married"
    IF_PAPER_LACKING = "if_paper_lacking"
    IF_REGISTER_FAILS = "if_register_fails"
    IF_MOVING_TO_RELATIVES = "if_moving_to_relatives"
    IF_SEVERAL_FOUNDERS = "if_several_founders"
    IF_PARCEL_SPLIT = "if_parcel_split"
    IF_TRANSFERRED = "if_transferred"
    IF_EXTENDED = "if_extended"
    IF_MARRIED = "if_married"
    IF_SINGLE = "if_single"
    IF_DAMAGED = "if_damaged"
    IF_FOR_FAMILY = "if_for_family"
    IF_EXPERT = "if_expert"
    IF_DIVORCED = "if_divorced"
    IF_WIDOWED = "if_widowed"
    IF_BIRTH_UNCERTIFIED = "if_birth_uncertified"
    IF_ABANDONED = "if_abandoned"
    IF_SURROGATE = "if_surrogate"
    IF_MINOR = "if_minor"
    IF_PARENTS_GONE = "if_parents_gone"
    IF_BUILDING = "if_building"
    IF_DESK_CANNOT_COPY = "if_desk_cannot_copy"


class Derivation(StrEnum):
    """What a form field makes of another one's value.

    date_in_words: the day as forms spell it. day, month, year: parts of a date. surname, middle_name,
    given_name: the first word of a full name, the words between, and the last one. paper: what follows from
    the kind of paper that says it.
    """

    DATE_IN_WORDS = "date_in_words"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SURNAME = "surname"
    MIDDLE_NAME = "middle_name"
    GIVEN_NAME = "given_name"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Component:
    """One paper that a procedure asks for (*thành phần hồ sơ*).

    types: document types that serve; empty where no type of the definitions does (drawings, for example).
    instead: types that may stand in for it, which a person decides. fallback: types that serve once the
    registers do not help, where the paper is surely that person's. skip_if: registers whose held data stand
    in for the paper, so that it need not even be shown. persons: roles of the procedure each of whom brings
    such a paper; empty where it is nobody's own. about: roles whom a paper is about that is nobody's own, the
    wife before the husband where it is about both: one that surely names somebody else does not serve, and a
    register is asked about them where nobody brought it; else ``persons`` are asked about, each for their
    share. by_hand: no question can be formed without the paper, so that an officer looks it up; a component
    that a register may hold has either people or this mark. record_says: words that a field of the held
    record must contain, where a document type holds several kinds of entry. any_type: every paper serves,
    since it is what the procedure is about (an original to be certified). unless: cases in which it is not
    asked for, since another component is asked for in its place. reliability: how it is known that the
    procedure asks for it, where that differs from the procedure. One that is not enabled is kept for the day
    its basis is verified.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    id: str
    vi: str
    en: str
    handing: Handing
    types: tuple[str, ...] = ()
    when: Condition = Condition.ALWAYS
    skip_if: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    by_hand: bool = False
    record_says: dict[str, str] = field(default_factory=dict)
    any_type: bool = False
    unless: tuple[Condition, ...] = ()
    reliability: Reliability | None = None
    enabled: bool = True

    def serves(self, type_: str) -> bool:
        """Whether a paper of that type is what is asked for."""
        return self.any_type or type_ in self.types


@dataclass(frozen=True, slots=True)
class RolePlace:
    """Where a person of the procedure is named: on any of these types, behind the role prefix."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    types: tuple[str, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class FormPlace:
    """One place a form value may come from: a field of a document type, or of a register's record."""

    field: str
    type: str | None = None
    register: str | None = None

    @property
    def role(self) -> str:
        """The prefix that says whose value it is; empty for the paper's own subject."""
        return self.field.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the procedure's form.

    person: a role of the procedure whose value this is; empty for a value that belongs to no person.
    sources: in order of priority, ``type.field`` for a paper (``cccd_chip.ho_ten``) and
    ``register:field`` for held data (``dan_cu:ho_ten``). derived, of: instead of sources, what is made of
    the value of which other field. says: for ``paper``, type of the paper or held record to what follows.
    held_as: types of a register's records that count, where not every one does: the day of issue of a card
    is not that of a confirmation of residence.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    name: str
    vi: str
    en: str
    manner: Manner
    sources: tuple[str, ...] = ()
    person: str = ""
    derived: Derivation | None = None
    of: str = ""
    says: dict[str, str] = field(default_factory=dict)
    held_as: tuple[str, ...] = ()

    def places(self) -> tuple[FormPlace, ...]:
        """The sources taken apart, in the same order."""
        return tuple(_place(source) for source in self.sources)


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure (*thủ tục hành chính*) as it stands between two dates.

    code: the national code; also: further codes of the same procedure. effective_to: the first day on
    which this version no longer applies. roles: who is who, by the places that name the person; the
    first place that names exactly one person decides. components: those that are enabled, whatever a file
    holds besides. agency: the branch of the administration that decides,
    under which figures are counted.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    code: str
    vi: str
    en: str
    effective_from: date
    reliability: Reliability
    law: tuple[str, ...]
    components: tuple[Component, ...]
    form: tuple[FormField, ...]
    roles: dict[str, tuple[RolePlace, ...]] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    agency: str = ""
    effective_to: date | None = None

    def __post_init__(self) -> None:
        enabled = tuple(each for each in self.components if each.enabled)
        object.__setattr__(self, "components", enabled)

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.code, *self.also)

    def form_field(self, name: str) -> FormField | None:
        return next((each for each in self.form if each.name == name), None)

    def is_verified(self, component: Component) -> bool:
        """Whether it was read anywhere that the procedure asks for that paper."""
        return (component.reliability or self.reliability) is not Reliability.UNVERIFIED


def _place(source: str) -> FormPlace:
    register, colon, held = source.partition(":")
    if colon:
        return FormPlace(held, register=register)
    type_, _, name = source.partition(".")
    return FormPlace(name, type=type_)
