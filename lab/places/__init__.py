"""Makes the gazetteer that extraction mends addresses by, out of administrative lists."""
