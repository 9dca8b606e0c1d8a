"""The judge: a language model's opinion of answers, optional, repeated, and held against people's."""
