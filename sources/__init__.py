"""What is known: published trade figures, with their publishers, licences and vintages."""
