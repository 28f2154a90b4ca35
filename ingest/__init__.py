"""Files to pages: the hostile-file gate, the rasteriser, page quality, blanks and separators."""
