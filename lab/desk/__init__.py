"""A review desk with invented dossiers in memory: for trying the web rooms without reading any paper."""
