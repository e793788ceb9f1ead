"""What a proposed change does to one charter, told from its files before and after; pure."""
