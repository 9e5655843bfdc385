"""The notice that ends it: drafted, reviewed, sent and tracked until it is confirmed."""
