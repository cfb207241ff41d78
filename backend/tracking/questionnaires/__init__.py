"""Questionnaires that a clinic brings along: what they ask, what a complete answer is, and how they are scored.

The instrument itself is never ours: a clinic loads its own (as a FHIR Questionnaire, read in `exchange`) and
answers for the right to use it. A score is shown as it is; no rule of the guidance reads one.
"""
