"""The .yml file beside a text or a page.

Belongs here: reading it and holding the other file against its hash. Does not belong here: what the fields mean.
"""

from __future__ import annotations

import os

from pipelines.ingest.errors import RejectedError
from pipelines.ingest.fields import Sidecar, validate
from pipelines.ingest.files import RawFile, RawRecord, check_file, read_file, sidecar_path
from pipelines.ingest.strict_yaml import YamlError, load_yaml
from pipelines.ingest.text import decode
from schemas.codes import RejectReason

MAX_SIDECAR_BYTES = 65_536


def read_sidecar(record: RawRecord, file: RawFile) -> Sidecar:
    """What the sidecar of a text or page says.

    Raises: RejectedError (missing_sidecar, invalid_yaml, invalid_fields, sha256_mismatch, and what keeps a file from
        being read).
    """
    sidecar = RawFile.of(sidecar_path(file.path), file.root)
    if not os.path.lexists(sidecar.path):
        detail = "there is no .yml file of the same name beside it; raw/README.md says what it holds"
        raise RejectedError(RejectReason.MISSING_SIDECAR, detail)
    check_file(sidecar)
    content = read_file(sidecar).content
    if content is None or len(content) > MAX_SIDECAR_BYTES:
        detail = f"the sidecar has more than {MAX_SIDECAR_BYTES} bytes"
        raise RejectedError(RejectReason.INVALID_YAML, detail)
    try:
        values, _ = load_yaml(decode(content))
    except YamlError as error:
        raise RejectedError(RejectReason.INVALID_YAML, f"in the sidecar: {error}") from error
    fields = validate(Sidecar, values)
    if fields.sha256 is not None and fields.sha256 != record.raw_sha256:
        detail = "the file has changed since its sidecar was written; restore the file or correct sha256"
        raise RejectedError(RejectReason.SHA256_MISMATCH, detail)
    return fields
