"""Whether two values say the same: names, texts, days, numbers and addresses."""
