"""Pages that readers open."""
