"""Why an input is refused, said so that the sender knows what to do."""

from __future__ import annotations


class RefusedInput(Exception):
    """Input that can never be processed as it is; it is not retried.

    code: a stable reason code in capitals, for example ``PDF_ENCRYPTED``.
    remedy: what the sender should do, one sentence, without any value from the input.
    """

    def __init__(self, code: str, remedy: str) -> None:
        super().__init__(f"{code}: {remedy}")
        self.code = code
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[RefusedInput], tuple[str, str]]:
        """Refusals travel between processes."""
        return type(self), (self.code, self.remedy)


class DefinitionError(Exception):
    """A definition file says something the program does not understand; the program must not start."""
