"""Trains the layout model: what a page is, where papers begin, and which words belong to which field."""
