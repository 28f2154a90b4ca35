"""The line recogniser: invented lines of text, drawn and worn like scans, and the network that reads them."""
