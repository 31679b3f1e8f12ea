"""What one article says: from text with offsets to claims with evidence. Imports no RDF library."""
