"""The model as a judge: optional, versioned, measured against people."""
