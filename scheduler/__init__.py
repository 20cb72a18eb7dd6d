"""Who must hear what, and when: pure rules, and three edges (clock, clockwork, channel contract)."""
