"""What follows from the records: status, trends, earned value, and queries over them."""
