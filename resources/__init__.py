"""Icons, colours, lessons: data only, read by importlib.resources."""
