"""Who is measured. Each module has `run(url, rows, folder) -> int`: rows that it read."""
