/** What is printed of a patient: links that the browser follows by itself. Beside whose.ts, which the first screen loads. */
import { linkFor } from "./whose";

/** The exercises to print, with their drawings. */
export const homeProgramme = (patient: string, language: string): string =>
  linkFor(`/api/v1/patients/${patient}/programme.pdf?language=${language}`);

/** The page for an appointment, to print or to hand over. */
export const appointmentPage = (patient: string, language: string): string =>
  linkFor(`/api/v1/patients/${patient}/appointment.pdf?language=${language}`);
