"""Boundaries, their dissolving, and topologies: the home of geopandas and shapely."""
