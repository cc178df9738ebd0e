"""Files, databases, settings and the clipboard."""
