"""A small registry that serves images of the repository to this network."""
