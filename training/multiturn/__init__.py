"""Multi-turn programs to train on: generated, executed, checked. `python -m training.multiturn --help`."""
