"""The record log: what can be said about a patient (kinds), and how it is written, corrected and read."""
