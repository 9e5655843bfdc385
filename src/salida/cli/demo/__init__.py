"""The parts of the demo that are told before and after the backup."""
