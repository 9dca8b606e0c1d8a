"""The meanings of one column: what sets them apart, and which other column tells them apart."""
