import * as m from "~/paraglide/messages";

const CATEGORIES: Record<string, () => string> = {
  contact_today: m.category_contact_today,
  pain_worse: m.category_pain_worse,
  load_above_prescription: m.category_load_above_prescription,
  possible_recurrence: m.category_possible_recurrence,
  ready_for_load_review: m.category_ready_for_load_review,
  scan_or_review_due: m.category_scan_or_review_due,
  quiet: m.category_quiet,
  on_course: m.category_on_course,
  no_data: m.category_no_data,
};
export const categoryName = (category: string) => CATEGORIES[category]?.() ?? category;

const STATES: Record<string, () => string> = {
  suspected: m.state_suspected,
  active: m.state_active,
  improving: m.state_improving,
  resolved: m.state_resolved,
};
export const stateName = (state: string) => STATES[state]?.() ?? state;

const HEADINGS: Record<string, () => string> = {
  now: m.urgency_heading_now,
  soon: m.urgency_heading_soon,
  routine: m.urgency_heading_routine,
  on_course: m.category_on_course,
  no_data: m.category_no_data,
};
export const headingName = (urgency: string) => HEADINGS[urgency]?.() ?? urgency;

export const urgencyOf = (category: string) =>
  category === "contact_today"
    ? "now"
    : ["pain_worse", "load_above_prescription", "possible_recurrence"].includes(category)
      ? "soon"
      : "routine";
