"""Models: names, where their weights are, and how they get onto this machine."""
