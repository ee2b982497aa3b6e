// rich-text
