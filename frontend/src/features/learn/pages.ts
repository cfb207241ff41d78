/** Short pages from the five sources, each with its citation. Some are shown only to those whom they concern. */
import { carefulOf } from "~/domain/careful";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";

export interface Page {
  id: string;
  title: () => string;
  paragraphs: (profile: Profile | null) => string[];
  sources: string[];
  shown?: (profile: Profile | null) => boolean;
}

export const PAGES: Page[] = [
  {
    id: "call",
    title: m.learn_call_title,
    paragraphs: (profile) => [
      profile && !profile.clinic ? m.learn_call_1_own() : m.learn_call_1(),
      m.learn_call_2(),
      m.learn_call_3(),
    ],
    sources: ["000", "002"],
  },
  {
    id: "what",
    title: m.learn_what_title,
    paragraphs: () => [m.learn_what_1(), m.learn_what_2(), m.learn_what_3()],
    sources: ["000", "001", "004"],
  },
  {
    id: "load",
    title: m.learn_load_title,
    paragraphs: () => [m.learn_load_1(), m.learn_load_2(), m.learn_load_3()],
    sources: ["000", "002", "004"],
  },
  {
    id: "felt",
    title: m.learn_felt_title,
    paragraphs: () => [m.learn_felt_1(), m.learn_felt_2(), m.learn_felt_3(), m.learn_felt_4()],
    sources: ["002"],
  },
  {
    id: "exercise",
    title: m.learn_exercise_title,
    paragraphs: (profile) => [
      m.learn_exercise_1(),
      m.learn_exercise_2(),
      profile?.exercise_gate.weight_bearing ? m.learn_exercise_open() : m.learn_exercise_locked(),
    ],
    sources: ["000", "002", "004"],
  },
  {
    id: "time",
    title: m.learn_time_title,
    paragraphs: () => [m.learn_time_1(), m.learn_time_2()],
    sources: ["000", "001", "003"],
  },
  {
    id: "scans",
    title: m.learn_scans_title,
    paragraphs: () => [m.learn_scans_1(), m.learn_scans_2(), m.learn_scans_3()],
    sources: ["000", "001", "002", "004"],
  },
  {
    id: "pregnancy",
    title: m.learn_pregnancy_title,
    paragraphs: () => [m.learn_pregnancy_1(), m.learn_pregnancy_2(), m.learn_pregnancy_3()],
    sources: ["002", "003"],
    shown: (profile) => profile?.sex !== "male",
  },
  {
    id: "again",
    title: m.learn_again_title,
    paragraphs: () => [m.learn_again_1(), m.learn_again_2()],
    sources: ["001", "002"],
  },
  {
    id: "bones",
    title: m.learn_bones_title,
    paragraphs: (profile) => [
      m.learn_bones_1(),
      m.learn_bones_2(),
      ...(carefulOf(profile) ? [] : [m.learn_bones_alcohol()]),
    ],
    sources: ["002"],
  },
];
