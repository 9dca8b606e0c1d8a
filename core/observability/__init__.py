"""What the service does and costs, told without a word of what was asked."""
