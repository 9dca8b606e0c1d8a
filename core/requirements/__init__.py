"""What the system must do, for whom, and what that rules out."""
