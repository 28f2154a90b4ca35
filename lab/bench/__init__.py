"""Measuring: what the real command makes of dossiers whose truth is known.

Metric functions are pure: a truth and a record in, counts out. Only ``command``, ``sets`` and the entry
points touch files and processes.
"""
