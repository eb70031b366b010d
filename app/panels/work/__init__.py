"""The panels at the right of a running container: values in, signals out."""
