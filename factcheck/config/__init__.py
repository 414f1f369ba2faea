"""Configuration: what a desk has settled in factcheck.toml or setup.cfg, checked, with where each of it comes from."""

from factcheck.config.files import BadConfig
from factcheck.config.settings import Config, load

__all__ = ["BadConfig", "Config", "load"]
