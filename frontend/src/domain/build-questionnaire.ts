/** A questionnaire that was put together at the desk, as the FHIR R4 Questionnaire that a file would have brought. */

export const LINE_TYPES = ["scale", "choice", "boolean", "integer", "text"] as const;
export type LineType = (typeof LINE_TYPES)[number];
export interface BuiltLine {
  type: LineType;
  text: string;
  required: boolean;
  /** of a scale: what 0 and 10 mean */
  least?: string;
  most?: string;
  /** of a choice, each with its points; null: it counts for nothing */
  options?: { text: string; points: number | null }[];
}
export interface Built {
  title: string;
  lines: BuiltLine[];
  score: "none" | "sum" | "mean";
  /** so many answers have to be there; fewer give no score. null: all of them */
  least_answers: number | null;
  /** who may use it, said below the questions */
  licence: string;
}

const FHIR = "http://hl7.org/fhir/StructureDefinition/";
const CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
const TYPE = { scale: "integer", choice: "choice", boolean: "boolean", integer: "integer", text: "text" };

/** A line that a score can count: a number, or a choice of which an option has points. */
const counts = (line: BuiltLine): boolean =>
  line.type === "scale" ||
  line.type === "integer" ||
  (line.type === "choice" && (line.options ?? []).some((option) => option.points !== null));

export const counted = (built: Built): number => built.lines.filter(counts).length;

export function questionnaireOf(built: Built): Record<string, unknown> {
  const items: Record<string, unknown>[] = built.lines.map(itemOf);
  const ids = built.lines.flatMap((line, at) => (counts(line) ? [idOf(at)] : []));
  if (built.score !== "none" && ids.length > 0) items.push(scoreOf(built, ids));
  if (built.licence.trim()) items.push({ linkId: "licence", type: "display", text: built.licence.trim() });
  return { resourceType: "Questionnaire", status: "active", title: built.title.trim(), item: items };
}

const idOf = (at: number) => `q${at + 1}`;

function itemOf(line: BuiltLine, at: number): Record<string, unknown> {
  const ends =
    line.type === "scale" && line.least && line.most ? ` (0: ${line.least}, 10: ${line.most})` : "";
  const item: Record<string, unknown> = {
    linkId: idOf(at),
    type: TYPE[line.type],
    text: line.text.trim() + ends,
  };
  if (line.required) item.required = true;
  if (line.type === "scale")
    item.extension = [
      { url: `${FHIR}minValue`, valueInteger: 0 },
      { url: `${FHIR}maxValue`, valueInteger: 10 },
      {
        url: `${FHIR}questionnaire-itemControl`,
        valueCodeableConcept: {
          coding: [{ system: "http://hl7.org/fhir/questionnaire-item-control", code: "slider" }],
        },
      },
    ];
  if (line.type === "choice")
    item.answerOption = (line.options ?? []).map((option, index) => ({
      valueCoding: { code: `a${index + 1}`, display: option.text.trim() },
      ...(option.points !== null && {
        extension: [{ url: `${FHIR}ordinalValue`, valueDecimal: option.points }],
      }),
    }));
  return item;
}

function scoreOf(built: Built, ids: string[]): Record<string, unknown> {
  const answers = `%resource.item.where(${ids.map((id) => `linkId='${id}'`).join(" or ")}).answer`;
  const least = Math.min(built.least_answers ?? ids.length, ids.length);
  const worked = `${answers}.value.ordinal().${built.score === "mean" ? "avg" : "sum"}()`;
  return {
    linkId: "score",
    type: "decimal",
    text: built.title.trim(),
    readOnly: true,
    extension: [
      {
        url: CALCULATED,
        valueExpression: {
          language: "text/fhirpath",
          expression: `iif(${answers}.count() >= ${least}, ${worked}, {})`,
        },
      },
    ],
  };
}
