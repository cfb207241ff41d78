/** The field's names and values: the same words as the API and the recorded histories. */

import { LADDER } from "~/generated/ladder";

export const PAIN_SITES = ["hip", "groin", "buttock", "thigh", "low_back", "knee", "ankle", "foot"] as const;
export type PainSite = (typeof PAIN_SITES)[number];
export type Side = "left" | "right" | "both" | "midline" | "unknown";
export type Leg = "left" | "right";
export const LEGS: readonly Leg[] = ["left", "right"];

export const CIRCUMSTANCES = [
  "rest",
  "walking",
  "weight_bearing",
  "night",
  "carrying",
  "extreme_movement",
] as const;
export type Circumstance = (typeof CIRCUMSTANCES)[number];

/** From no load to full load; the order is the order of the steps. */
export const LOAD_STEPS = LADDER;
export type LoadStep = (typeof LOAD_STEPS)[number];
export type LoadReport = LoadStep | "UNABLE";

export const AIDS = ["none", "one_crutch", "two_crutches", "cane", "walker", "wheelchair"] as const;
export type Aid = (typeof AIDS)[number];

export const EXERCISES = [
  "aquatic",
  "range_of_motion",
  "strengthening",
  "balance",
  "gait",
  "weight_bearing",
  "aerobic",
  "other",
] as const;
export type ExerciseCategory = (typeof EXERCISES)[number];

export const CHANGES = ["better", "same", "worse", "returned", "gone"] as const;
export const RISK_FACTORS = [
  "tobacco",
  "corticosteroids",
  "alcohol",
  "hypothyroidism",
  "previous_fragility_fracture",
  "osteogenesis_imperfecta",
  "hypophosphataemia",
  "other",
] as const;
export const DEXA_SITES = [
  "total_hip",
  "femoral_neck",
  "lumbar_spine",
  "forearm",
  "heel",
  "unknown",
] as const;
export const MODALITIES = ["mri", "xray", "ct", "bone_scan"] as const;
export const IMAGING_RESULTS = [
  "normal",
  "marrow_oedema",
  "demineralisation",
  "fracture",
  "osteonecrosis_pattern",
  "resolved",
  "other",
  "unknown",
] as const;

export type Urgency = "now" | "soon" | "routine" | "info";
export const URGENCIES: readonly Urgency[] = ["now", "soon", "routine", "info"];
