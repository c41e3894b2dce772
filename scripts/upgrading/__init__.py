"""A newer version of the product into an adopted knowledge base."""
