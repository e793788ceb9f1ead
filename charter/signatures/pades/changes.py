"""What was put on the first state of a PDF: signatures in its boxes, each in a step of its own, or something else."""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DocInfoRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.constants import ROOT_EXEMPT_STRICT_COMPARISON

from charter.signatures.pades.contents import value_of
from charter.signatures.pades.naming import renamed

_LTA = ModificationLevel.LTA_UPDATES
_SIGNING = StandardDiffPolicy(
    global_rules=[
        # the first signature says under /Perms what may follow it
        CatalogModificationRule(ignored_keys={*ROOT_EXEMPT_STRICT_COMPARISON, "/Perms"} - {"/DSS"}),
        DocInfoRule().as_qualified(_LTA),
        XrefStreamRule().as_qualified(_LTA),
        ObjectStreamRule().as_qualified(_LTA),
        MetadataUpdateRule().as_qualified(_LTA),
    ],
    form_rule=FormUpdatingRule(
        field_rules=[SigFieldModificationRule()], ignored_acroform_keys={"/Fields", "/SigFlags"}
    ),
)
"""Filling the signature fields that are there, and nothing else: no new field, no text, no revocation data."""


def beside_signatures(reader: PdfFileReader, signatures: int) -> str:
    """What was put on the first state beside so many signatures, in words; empty where nothing was."""
    steps = reader.xrefs.total_revisions - 1
    if steps < signatures:
        return "it was written anew after it was signed"
    if steps != signatures:
        signed = f"signed {_times(signatures)}" if signatures else "never signed"
        return f"it was changed {_times(steps)}, and {signed}"
    if not steps:
        return ""
    found: Any = _SIGNING.review_file(reader, 0)
    level = found.modification_level if isinstance(found, DiffResult) else ModificationLevel.OTHER
    if level > ModificationLevel.FORM_FILLING or not _permits_by_a_signature(reader.root):
        return "something other than a signature was added to it"
    return "its title, or what else it says of itself, was changed" if renamed(reader) else ""


def _permits_by_a_signature(root: DictionaryObject) -> bool:
    """Whether what the catalog says of permissions is one of the signatures."""
    permissions = value_of(root, "/Perms", {})
    return set(permissions) <= {"/DocMDP"} and all(_is_signature(permissions[key]) for key in permissions)


def _is_signature(value: Any) -> bool:
    return isinstance(value, DictionaryObject) and "/ByteRange" in value


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
