"""Why a file is not taken in, beside what its reader says."""

from core.domain.errors import Permanent


class BadMetadata(Permanent):
    """What the file or the manifest says about it cannot be used. Correct it and ingest again."""


class BadManifest(Permanent):
    """The manifest cannot be read. Correct manifest.toml and ingest again; nothing was changed."""


class AboveClearance(Permanent):
    """The document's tier is above the clearance of whoever brings it in."""


class NothingThere(Permanent):
    """There is no such file or folder."""


class NoTier(Permanent):
    """Nothing says who may see this file, so it was not taken in.

    Add a [[rule]] for it to classification.toml, give it a tier in its front matter or in
    manifest.toml, or decide with `handrail classification set`; then ingest again.
    """


class NoGroupInCommon(Permanent):
    """The file and the classification map each name groups, and none in common: nobody could see it."""
