"""Audits: whole archives in, Parquet out.  Plan, read, guard, check, write, ask."""
