"""Paper that leaves the counter: one value for what is printed, drawn as a page and as a PDF."""
