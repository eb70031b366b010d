"""Pixels and gestures of the wall."""
