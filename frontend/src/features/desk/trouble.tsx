import * as m from "~/paraglide/messages";

export function Trouble({ why }: { why: "offline" | "later" | "signed_out" | "missing" }) {
  const say = {
    offline: m.desk_offline,
    later: m.desk_later,
    signed_out: m.desk_signed_out,
    missing: m.desk_missing,
  }[why]();
  return (
    <p class="notice" role="status">
      {say}
    </p>
  );
}
