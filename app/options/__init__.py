"""The options of addresses: the name of each, and how it is read, written, checked and explained.

Pages, links, the builder's fields, oEmbed, the command line and the documents take it from here.
"""
