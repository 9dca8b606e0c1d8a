"""Tables beside each other: names, keys, facts, snapshots, and what drifted between them."""
