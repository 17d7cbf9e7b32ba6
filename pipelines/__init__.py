"""How a table is made: raw → articles → annotations → tables → checks → release.

One corridor, one direction: a module imports from rooms before its own, never from rooms after it.
"""
