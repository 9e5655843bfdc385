"""Reading the papers a company signed, and what follows from them: dates and amounts."""
