from concord.governance.directory.models.contacts import Channel, Contact, OnCallShift
from concord.governance.directory.models.listings import Listing, Opening

__all__ = ["Channel", "Contact", "Listing", "OnCallShift", "Opening"]
