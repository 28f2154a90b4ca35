"""The same paper again: within a dossier, and among those that came in before."""
