"""OGC API - Features: a level's areas as a layer that a GIS connects to by address."""
