// draw-area
