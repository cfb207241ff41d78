/** Compiled, never run: what the server describes must fit what the screens expect. `npm run types` fails where it does not. */
import type { components } from "~/api/schema";
import type { Finding, Me, Message } from "~/domain/records";

type Server = components["schemas"];

export const finding = (value: Server["Finding"]): Finding =>
  value as Server["Finding"] & Pick<Finding, "side">;
export const message = (value: Server["Message"]): Message => value;
// `name` has a default on the server, so the description calls it optional; an answer always has it
export const me = (value: Server["Me"] & { name: string }): Omit<Me, "id"> => value;
