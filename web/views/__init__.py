"""What is shown, as plain values: made from the store's rows and records, turned into JSON and pages."""
