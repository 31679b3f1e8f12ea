"""expograph: a knowledge graph of trade fairs, built from news articles, each fact with the words that prove it."""
