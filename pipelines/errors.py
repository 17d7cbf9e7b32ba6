"""The base of errors that a person can mend."""

from __future__ import annotations


class OnRecordError(Exception):
    """An error that a person can mend: its text is one line that names file, row and next step where there are any.

    Checks that fail while publishing add a line each, with example rows below.

    The command line prints it without a traceback and exits with 1; any other exception is a bug.
    """
