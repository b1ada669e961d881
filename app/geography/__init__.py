"""Boundaries, dissolved boundaries and topologies: the home of geopandas and shapely."""
