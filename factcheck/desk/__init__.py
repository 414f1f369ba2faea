"""What a desk decides for itself: what to let pass, what to hear of, how much it weighs."""
