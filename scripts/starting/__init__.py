"""What ``pmo start`` puts together: the product's files, cleaned of the sample, and a first few of one's own."""
