"""Which listing state follows which, and what each step writes into the log. Plain tables."""

from typing import Final

from concord.foundation.organizations import codes
from concord.governance.directory.codes import CLAIMED, COALITION_LISTED

# A claimed listing never goes back: from then on only the agency edits it.
NEXT: Final[dict[str, tuple[str, ...]]] = {COALITION_LISTED: (CLAIMED,), CLAIMED: ()}
AUDIT: Final[dict[str, str]] = {COALITION_LISTED: "listing.created", CLAIMED: "listing.claimed"}

# Organizations and programs: what has ended stays findable and does not come back by itself.
ENDED: Final = codes.ENDED
