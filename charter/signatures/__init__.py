"""SSH signatures under consents: what is signed, the public keys, the signatures, and whether one fits."""
