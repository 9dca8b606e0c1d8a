"""The pages of the app: each loads as whoever is looking, then shows."""
