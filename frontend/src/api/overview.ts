import { get } from "./http";
import type { components } from "./schema";

export type Overview = components["schemas"]["Overview"];
export type Times = components["schemas"]["Times"];
export type Shares = components["schemas"]["Shares"];

export const fetchOverview = () => get<Overview>("/api/v1/dashboard/overview");
