/** An International Patient Summary as its reader sees it: who, when, and the lines of each section as its narrative has them. */

export interface SummarySection {
  title: string;
  lines: string[];
}
export interface PatientSummary {
  title: string;
  language: string;
  at: string;
  name: string | null;
  born: string | null;
  sex: string | null;
  clinic: { name: string; phone: string | null } | null;
  sections: SummarySection[];
}

interface Resource {
  [field: string]: unknown;
  resourceType?: string;
}

/** null for what is no document of this kind. `linesOf` takes a narrative apart; never is one put into the page as it is. */
export function summaryOf(document: unknown, linesOf: (div: string) => string[]): PatientSummary | null {
  const entries = (document as { entry?: { resource?: Resource }[] } | null)?.entry;
  if (!Array.isArray(entries)) return null;
  const resources = entries.flatMap((one) => (one?.resource ? [one.resource] : []));
  const first = <T>(kind: string) =>
    resources.find((one) => one.resourceType === kind) as (Resource & T) | undefined;
  const composition = first<{
    title?: string;
    language?: string;
    date?: string;
    section?: { title?: string; text?: { div?: string } }[];
  }>("Composition");
  const patient = first<{ name?: { text?: string }[]; birthDate?: string; gender?: string }>("Patient");
  const clinic = first<{ name?: string; telecom?: { system?: string; value?: string }[] }>("Organization");
  if (!composition || !patient) return null;
  return {
    title: composition.title ?? "",
    language: composition.language ?? "en",
    at: composition.date ?? "",
    name: patient.name?.[0]?.text ?? null,
    born: patient.birthDate ?? null,
    sex: patient.gender ?? null,
    clinic: clinic?.name
      ? {
          name: clinic.name,
          phone: clinic.telecom?.find((one) => one.system === "phone")?.value ?? null,
        }
      : null,
    sections: (composition.section ?? []).map((one) => ({
      title: one.title ?? "",
      lines: linesOf(one.text?.div ?? ""),
    })),
  };
}
