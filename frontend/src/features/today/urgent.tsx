import type { Attention } from "~/domain/attention";
import type { Profile } from "~/domain/records";
import { PhoneIcon } from "~/ui/icons";
import { dial, whomToCall } from "~/ui/whom-to-call";
import { sideName, urgencyName } from "~/ui/words";
import { later } from "./later";

/** What has to be done today, before anything else: who to call, with one touch. */
export function Urgent({ card, profile }: { card: Attention; profile: Profile | null }) {
  const { side, first } = card;
  const callee = whomToCall(profile);
  return (
    <article class="finding finding-now">
      <p class="finding-word">
        {[urgencyName("now"), side === "left" || side === "right" ? sideName(side) : null]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <p class="large strong">{first.text.seen}</p>
      <p>{first.text.do}</p>
      <div class="row">
        <a class="button button-primary" href={dial(callee.phone)}>
          <PhoneIcon size={20} />
          {callee.label}
        </a>
        <Called key={`${first.finding} ${first.opened_on}`} card={card} whom={callee.whom} />
      </div>
      <Why findings={[first, ...card.others]} />
    </article>
  );
}

const Called = later(() => import("./called").then((module) => module.Called));
const Why = later(() => import("~/ui/finding-why").then((module) => module.Why));
