"""What each document type says about a family: field names to values, before any layout."""
