import * as m from "~/paraglide/messages";

export function Log() {
  return <h1>{m.log_title()}</h1>;
}
