"""Takes the list of members into memory and never writes it to disk; others have takers of their own."""

from io import BytesIO
from typing import Any, Final

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

MOST_BYTES: Final = 2_000_000
WHERE: Final = "/network/members/"


class SmallFiles(FileUploadHandler):
    """Keeps the first two megabytes of a file; what is larger keeps its size, so that a form can say so."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()
        self._here = self.request is None or self.request.path.startswith(WHERE)
        if self._here:
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if not self._here:
            return raw_data
        if start <= MOST_BYTES:
            self._kept.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if not self._here:
            return None
        self._kept.seek(0)
        return InMemoryUploadedFile(
            file=self._kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
