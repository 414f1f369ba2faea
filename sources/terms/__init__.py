"""The shared words: keys, periods, quantities, areas, products, errors.  A leaf: imports nothing of ours."""
