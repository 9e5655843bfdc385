"""What Salida costs, beside what the machine allows: `make bench`."""
