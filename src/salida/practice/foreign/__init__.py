"""Foreign rows under foreign describes, made into an org that holds together."""
