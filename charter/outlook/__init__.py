"""What a record means for people on a day: where a charter stands, what its gate asks, what is next, what is proved."""
