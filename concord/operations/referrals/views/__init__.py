"""Pages of referrals. Each view loads through queries, calls one action and shows ready values."""
