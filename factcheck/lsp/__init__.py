"""The editor server: what is wrong with a figure, under the figure, while the article is written."""
