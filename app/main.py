"""The Streamlit script, run anew on every interaction: who is looking, the frame, and the page."""

from app import shell

shell.show()
