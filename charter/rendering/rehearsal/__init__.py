"""A rehearsal for people and programs: the sentence on the cover, a timeline on a terminal, JSON, and a flowchart."""
