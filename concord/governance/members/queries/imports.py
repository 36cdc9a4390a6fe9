"""Reads lists that were read in, and what a check needs to know of the directory."""

from collections.abc import Sequence

from concord.foundation.lib.denied import NotVisible
from concord.foundation.organizations import queries as organizations
from concord.governance.members import codes
from concord.governance.members.checking import Checked, Known, check
from concord.governance.members.matching import plain
from concord.governance.members.models import ImportBatch, ImportedProgram
from concord.governance.members.sheets import Sheet

_SHOWN = 20


def get_batch(reference: str) -> ImportBatch:
    """Return a list that was read in; raises NotVisible where there is none."""
    found = ImportBatch.objects.select_related("read_by").filter(reference=reference.upper()).first()
    if found is None:
        raise NotVisible
    return found


def list_batches() -> Sequence[ImportBatch]:
    """List the lists that were read in lately, the last one first, without their cells."""
    found = ImportBatch.objects.select_related("read_by").defer("rows", "header", "formulas")
    return list(found.order_by("-id")[:_SHOWN])


def get_known() -> Known:
    """Return what a list is checked against."""
    names = organizations.list_verified_organizations().values_list("name", flat=True)
    taken = ImportedProgram.objects.exclude(code="").values_list("code", flat=True)
    return Known(
        regions=tuple((region.code, region.name) for region in organizations.list_regions()),
        organizations=frozenset(plain(name) for name in names),
        taken=frozenset(plain(code) for code in taken),
        time_zone=organizations.get_network().time_zone,
    )


def check_batch(batch: ImportBatch) -> Checked:
    """Check a list that was read in, as things stand now."""
    sheet = Sheet(
        header=tuple(batch.header),
        rows=tuple(tuple(row) for row in batch.rows),
        formulas=tuple((row, column) for row, column in batch.formulas),
    )
    columns = {name: at for name, at in batch.columns.items() if name in codes.COLUMNS}
    return check(sheet, columns, get_known())
