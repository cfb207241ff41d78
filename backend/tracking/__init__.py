"""What patients report and what clinics find: kinds, facts, assessment, findings."""
