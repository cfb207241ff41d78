"""Who a resource is about. The rule is written in docs/exchange.md; nothing is guessed.

`numbers`: which identifiers name a person. `likeness`: what speaks against two being one. `references`: what a reference
names. `groups`: the people of one import. `known`: whom an earlier import knows.
"""
