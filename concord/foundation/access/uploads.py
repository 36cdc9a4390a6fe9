"""Takes the files that are sent: at the places of `settings.UPLOADS` only, each up to its own measure.

What is sent stays in memory and is counted while it comes; nothing is ever written to a disk in clear.
"""

from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.forms import BaseForm
from django.http import HttpRequest

from concord.foundation.access import words

_MARK: Final = "concord.too_large"  # among what the server knows of a request; no header is called so


def get_most(path: str) -> int:
    """Return how many bytes are taken at an address; 0 where nothing is."""
    return next((most for place, most in settings.UPLOADS.items() if path.startswith(place)), 0)


def is_too_large(request: HttpRequest) -> bool:
    """Tell whether what was sent went beyond the measure of its place; ask once the form was filled."""
    return bool(request.META.get(_MARK))


def refuse_too_large(form: BaseForm, request: HttpRequest, field: str = "file") -> None:
    """Say beside a field that the file is too large, if it is, in place of what else its absence means."""
    if is_too_large(request):
        form.errors.pop(field, None)
        form.add_error(field, words.too_large(get_most(request.path_info)))


class InMemory(FileUploadHandler):
    """Takes all files of a request together up to the measure; beyond it, and at other places, nothing.

    What is not taken is skipped as it comes, so that the fields around it are still read and the page can
    answer; a connection that is cut tells nobody anything.
    """

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *_more: Any) -> None:  # noqa: N803 - Django's name
        del input_data, META
        self._most = get_most(self.request.path_info) if self.request is not None else 0
        self._taken = 0
        # The fields beside the files have a measure of their own.
        if self._most and content_length > self._most + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            self._mark()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self._most or self._is_marked():
            raise SkipFile
        self._held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        del start
        self._taken += len(raw_data)
        if self._taken > self._most:
            self._mark()
            self._held.close()
            raise SkipFile
        self._held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._held.seek(0)
        return InMemoryUploadedFile(
            file=self._held,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def _mark(self) -> None:
        if self.request is not None:
            self.request.META[_MARK] = True

    def _is_marked(self) -> bool:
        return self.request is not None and is_too_large(self.request)
