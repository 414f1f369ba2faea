"""What is said: text -> claims."""
