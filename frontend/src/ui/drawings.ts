/** The product's own line drawings, one stroke of 1.75 px. They carry meaning; the words stand beside them. */
export * from "./drawings/aids";
export * from "./drawings/exercises";
export * from "./drawings/things";
