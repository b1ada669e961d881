"""The map page's elements, composed by Folium when an edition is published, and the classes of its measures."""
