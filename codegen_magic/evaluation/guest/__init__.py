"""What runs inside the sandbox. Standard library only: the rest of the package is not visible there."""
