"""Pure values that several rooms share. Nothing here reads, writes or knows the time."""
