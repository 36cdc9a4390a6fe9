"""What forms share that say of every field why it is asked (TRAIN-12)."""

from collections.abc import Mapping
from typing import Any, ClassVar


class Asked:
    """A form, or a part of one, that answers "Why are we asked this?".

    ``whys`` holds the answers of a room, ``explained_as`` what comes before the field's name in them.
    """

    whys: ClassVar[Mapping[str, Any]]
    explained_as: ClassVar[str]

    def why(self, name: str) -> Any:
        """Say why a field is asked; raises KeyError for one that nobody has explained."""
        return self.whys[f"{self.explained_as}.{name}"]
