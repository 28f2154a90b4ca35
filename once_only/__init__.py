"""Fields and held facts to verdicts: what need not be asked for again, by which law, on what evidence."""
