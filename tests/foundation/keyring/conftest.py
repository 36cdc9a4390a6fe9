from tests.operations.referrals.conftest import ana, hal, release_of_hal, sent

__all__ = ["ana", "hal", "release_of_hal", "sent"]
