"""Documents to fields: anchors find a value, value types parse it, validators and other papers check it."""
