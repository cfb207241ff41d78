// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** Times the clinic's precision error: the least change that counts (ISCD). */
export const LSC_FACTOR = 2.77 as const;
