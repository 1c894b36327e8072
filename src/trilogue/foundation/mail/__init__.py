"""The outbox: a mail is stored in the transaction of its cause and sent afterwards under one Message-ID."""
