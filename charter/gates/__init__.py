"""Gates: what a criterion asks, what the evidence shows, and what both come to. Pure, and exact."""
