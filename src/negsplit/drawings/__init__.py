"""Pictures as SVG text: to stand alone in a file, or inside a page."""
