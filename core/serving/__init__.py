"""A registry of our own: chosen images of a repository, for other computers of this network.

Speaks the distribution specification (opencontainers/distribution-spec, spec.md) over plain http.
Imported when images are offered, not before.
"""
