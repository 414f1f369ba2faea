"""Context: what the rest of the text says for a sentence: trades, times, speakers, words of its own."""
