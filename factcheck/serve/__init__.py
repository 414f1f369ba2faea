"""The server: a page where one pastes an article, a JSON API, and LanguageTool's protocol for editors that speak it."""
