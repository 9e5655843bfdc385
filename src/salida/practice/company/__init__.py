"""Brisalta Energía, S.L.: the invented company, written as SQL over row numbers."""
