"""Tables in a text: where they stand, and what each of their figures says."""
