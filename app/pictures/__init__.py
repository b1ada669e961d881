from app.pictures.picture import draw_picture
from app.pictures.rasterise import rasterise
from app.pictures.words import alternative_text

__all__ = ["alternative_text", "draw_picture", "rasterise"]
