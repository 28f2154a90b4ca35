"""A dossier held against its procedure: what is there, what is missing, and who is asked for it."""
