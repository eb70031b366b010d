"""The engine of Bricklayer. No Qt in here; see core/README.md."""
