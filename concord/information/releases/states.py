"""Where a release stands. That it has ended is asked of the clock and never stored."""

from typing import Final

ACTIVE: Final = "active"
WITHDRAWN: Final = "withdrawn"
REFUSED: Final = "refused"

NEXT: Final[dict[str, tuple[str, ...]]] = {ACTIVE: (WITHDRAWN,), WITHDRAWN: (), REFUSED: ()}
# How each state is reached: (audit action, event).
REACHED: Final[dict[str, tuple[str, str]]] = {
    ACTIVE: ("release.recorded", "ReleaseRecorded"),
    WITHDRAWN: ("release.withdrawn", "ReleaseWithdrawn"),
    REFUSED: ("release.refused", "ReleaseRefused"),
}

# Shown beside the stored states; both follow from the clock.
EXPIRED: Final = "expired"
NOT_STARTED: Final = "not_started"
SHOWN: Final = (*NEXT, EXPIRED, NOT_STARTED)
