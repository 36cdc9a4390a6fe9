"""Where a person's account stands, and what may follow."""

from typing import Final

INVITED: Final = "invited"
ACTIVE: Final = "active"
SUSPENDED: Final = "suspended"
LEFT: Final = "left"

NEXT: Final[dict[str, tuple[str, ...]]] = {
    INVITED: (ACTIVE, LEFT),
    ACTIVE: (SUSPENDED, LEFT),
    SUSPENDED: (ACTIVE, LEFT),
    LEFT: (INVITED,),  # whoever comes back is invited anew
}
