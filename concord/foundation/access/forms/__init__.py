"""The shape of what access is sent."""

from concord.foundation.access.whys import WHYS
from concord.foundation.lib import asked


class Asked(asked.Asked):
    """A form of this room."""

    whys = WHYS
