"""How processes that read pages ask the C library for memory."""

from __future__ import annotations

SMALL_HEAP = {"MALLOC_MMAP_THRESHOLD_": str(1 << 20)}
"""For the environment that such a process starts in (glibc; others pass over it).

Pictures of a page come and go, from one megabyte to thirty. From a common heap, as glibc takes them once it
has seen a few, they leave holes: the largest child of 24 dossiers took 401 MiB. Each in a mapping of its own,
given back when it goes, it took 305, in the same time.
"""
