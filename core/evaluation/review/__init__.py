"""Review: what people say of outcomes, kept a person a line, and what it makes of cases."""
