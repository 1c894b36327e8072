"""The screen in the room: no sign-in, its address is the credential."""
