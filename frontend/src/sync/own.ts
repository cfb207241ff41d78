import type { StoredRecord } from "~/store/db";

export type IsOwn = (row: StoredRecord) => boolean;

/** Entered by the patient whose phone this is; without an author: from here, and not heard of since. */
export const ofPatient: IsOwn = (row) => !row.author || row.author.role === "patient";
/** On the phone of somebody who helps, what others entered is not theirs to send. */
export const ofHelper: IsOwn = (row) => !row.author;
