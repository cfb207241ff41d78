"""`manage.py backup` and `restore`: one consistent look at everything, encrypted before it touches a disk.

`box` encrypts a stream, `tables` reads and fills the database, `archive` puts the two together.
"""
