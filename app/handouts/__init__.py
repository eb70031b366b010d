"""What is given away: pictures, printed pages and short films of the wall, as files or to paste."""
