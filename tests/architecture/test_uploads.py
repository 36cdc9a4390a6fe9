"""Nothing can be uploaded but data of the directory and the list of members (REF-03, CONSENT-07)."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from concord.config.api import describe
from tests.architecture.house import CODE, ROOT, modules

pytestmark = pytest.mark.req("REF-03", "CONSENT-07")
_IN_CODE = re.compile(r"\bFileField\b|\bImageField\b|\bFileInput\b|request\.FILES|UploadedFile|ninja\.File\b")
_IN_PAGES = re.compile(
    r"""type=["']?file|multipart/form-data|hx-encoding|<canvas|toDataURL|FileReader"""
    r"""|\bupload ?\(|upload=true"""
)
# The only taker: into memory, at two addresses, each with its measure.
TAKER = {"concord/foundation/access/uploads.py"}
# Where services are brought in: facts of the directory, looked over before they are written.
DIRECTORY = {"concord/exchange/hsds/forms.py", "concord/exchange/hsds/views.py"}
DIRECTORY_PAGES = {"concord/exchange/hsds/jinja2/hsds/bring.html"}
# The component library has a field for a file.
COMPONENTS = {"concord/ui/jinja2/ui/forms.html", "concord/ui/jinja2/ui/fields.html"}
# The backbone's list of members (ONB-09): read as text, kept as no file.
LIST_OF_MEMBERS = {
    "concord/governance/members/forms.py",
    "concord/governance/members/views/imports.py",
}
LIST_PAGES = {"concord/governance/members/jinja2/members/imports.html"}


def test_no_table_keeps_a_file() -> None:
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    assert [field for field in fields if isinstance(field, models.FileField)] == []


def test_no_code_takes_a_file() -> None:
    assert {
        module.path for module in modules() if _IN_CODE.search(module.text)
    } == TAKER | DIRECTORY | LIST_OF_MEMBERS


def test_all_files_go_through_the_one_taker_and_at_two_addresses() -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["concord.foundation.access.uploads.InMemory"]
    assert set(settings.UPLOADS) == {"/network/members/", "/imports/"}
    handlers = re.compile(r"upload_handlers|FileUploadHandler\b")
    assert {module.path for module in modules() if handlers.search(module.text)} == TAKER


def test_no_page_and_no_script_offers_one() -> None:
    pages = [path for path in CODE.rglob("*.html") if "static" not in path.parts]
    scripts = list((ROOT / "frontend" / "src").rglob("*.ts"))
    assert len(pages) > 20
    found = {path for path in pages + scripts if _IN_PAGES.search(path.read_text())}
    assert {path.relative_to(ROOT).as_posix() for path in found} == COMPONENTS | DIRECTORY_PAGES | LIST_PAGES


def test_no_operation_of_the_api_takes_anything_but_json() -> None:
    taken = {
        kind
        for operations in describe()["paths"].values()
        for operation in operations.values()
        for kind in operation.get("requestBody", {}).get("content", {})
    }
    assert taken == {"application/json"}
