"""Those who nominate, and those who register themselves: by a personal link, or signed in for a government."""
