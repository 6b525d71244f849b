"""What goes wrong, and what is worth knowing."""

from __future__ import annotations

import inspect
import json
import os
import warnings
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or worth knowing, about what was given."""

    severity: str
    """``"error"`` or ``"warning"``."""
    code: str
    """Stable name of the kind of finding, such as ``"unknown-id"``."""
    message: str
    """What is wrong."""
    help: Optional[str] = None
    """What to write instead."""
    file: Optional[str] = None
    """The file or text that it is about."""
    line: Optional[int] = None
    """The line in it, from 1."""
    column: Optional[int] = None
    """The character in the line, from 1."""


class FrothError(Exception):
    """The input cannot be used, or a file cannot be read or written.

    ``findings`` says everything that is wrong at once, and is never empty. As text, an error shows the place and what to write
    instead.
    """

    findings: list[Finding]

    def __init__(self, text: str, findings: str) -> None:
        super().__init__(text)
        self.findings = [Finding(**finding) for finding in json.loads(findings)]

    def __reduce__(self) -> tuple[object, ...]:
        findings = json.dumps([vars(finding) for finding in self.findings])
        return (type(self), (str(self), findings))


class FrothWarning(UserWarning):
    """The input can be used, but probably does not mean what its author thinks."""


def warn(message: str) -> None:
    """Called by the native half; the warning points at whoever called froth."""
    package = os.path.dirname(__file__)
    level, frame = 1, inspect.currentframe()
    while frame is not None and frame.f_back is not None and os.path.dirname(frame.f_code.co_filename) == package:
        level, frame = level + 1, frame.f_back
    warnings.warn(message, FrothWarning, stacklevel=level)
