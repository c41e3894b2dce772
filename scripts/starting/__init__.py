"""What ``pmo start`` puts together: the product's files, cleaned of the sample, and its first own ones."""
