"""The procedure's form, filled from papers and registers, each value with its source."""
