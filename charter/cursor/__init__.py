"""What stands in a text that somebody is typing, and what may stand there: also where it is no YAML at the moment."""
