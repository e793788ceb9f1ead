"""What people do that writes: found, draft, sign, record evidence, take a step; each is tried before it is written."""
