"""Images as files: archives and layout folders, read and written."""
