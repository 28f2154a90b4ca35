"""What vouches for a paper beside its print: seals, signatures, the certification of a copy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.geometry import Box


class AttestationKind(StrEnum):
    """certification: the words by which somebody who may do so certifies that a copy says what its original
    says.
    """

    SEAL = "seal"
    SIGNATURE = "signature"
    CERTIFICATION = "certification"


@dataclass(frozen=True, slots=True)
class Attestation:
    """That something of that kind is seen there. Whose it is, and whether it is genuine, is not said.

    page: counts from 1 in the dossier. box: in fractions of the upright page.
    """

    kind: AttestationKind
    page: int
    box: Box
