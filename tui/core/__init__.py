"""The pure core: bytes in, an immutable article and its lines out."""
