"""The build: raw sets in, the project's own tidy tables and cards out.  `python -m sources.build --raw DIR`."""
