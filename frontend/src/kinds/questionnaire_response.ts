import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";

export const questionnaireResponse: Kind<"questionnaire_response"> = {
  name: m.kind_questionnaire_response,
  say: () => m.kind_questionnaire_response(),
  tray: "discard",
  list: false,
  chart: "none",
};
