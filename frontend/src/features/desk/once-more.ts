import type { Answer } from "~/api/http";

/**
 * An act of a session that ended meanwhile: the sign-in covers the work, and whoever comes back does not press again. A 401
 * has written nothing, so nothing is done twice; each request names the person of this tab, so that nobody else's session does it.
 */
export async function onceMore<T>(work: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await work();
  if (answer.kind !== "signed_out") return answer;
  await new Promise<void>((back) => addEventListener("toh:back", () => back(), { once: true }));
  return work();
}
