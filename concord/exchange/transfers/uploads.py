"""Files are taken in one place only, stay in memory, and are counted while they come."""

from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MOST_BYTES: Final = 20_000_000
WHERE: Final = "/imports/"


class InMemory(FileUploadHandler):
    """Takes one file of a form below `WHERE`; anywhere else, and beyond the measure, nothing is taken at all.

    Nothing that somebody sends is ever written to a disk in clear.
    """

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *_more: Any) -> None:  # noqa: N803 - Django's name
        del input_data, META
        if self.request is not None and content_length > MOST_BYTES * 1.1:
            _mark(self.request)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.held = bytearray()
        if self.request is None or not self.request.path.startswith(WHERE) or is_too_large(self.request):
            raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > MOST_BYTES:
            if self.request is not None:
                _mark(self.request)
            self.held.clear()
            raise StopUpload(connection_reset=False)
        self.held += raw_data

    def file_complete(self, file_size: int) -> SimpleUploadedFile | None:
        if self.request is None or is_too_large(self.request):
            return None
        del file_size
        return SimpleUploadedFile(self.file_name or "file", bytes(self.held))


def _mark(request: HttpRequest) -> None:
    request.META["concord.too_large"] = True


def is_too_large(request: HttpRequest) -> bool:
    """Tell whether what was sent went beyond the measure."""
    return bool(request.META.get("concord.too_large"))
