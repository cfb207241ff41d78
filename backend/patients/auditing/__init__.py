"""A clinic's auditor: who saw or changed what there, read only. `kinds` sorts the acts, `trail` finds them, `views` answers."""
