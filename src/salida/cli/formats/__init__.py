"""The forms in which `salida query` gives its answer: table, CSV, JSON, Parquet."""
