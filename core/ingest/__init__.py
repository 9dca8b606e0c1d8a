"""Ingest: files in, chunks with provenance out, and a reason for every file that was not taken."""
