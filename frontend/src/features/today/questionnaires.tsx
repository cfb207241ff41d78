import type { Day } from "~/domain/days";
import { asked, isDue, type RequestRecord, type ResponseRecord } from "~/domain/questionnaires";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import { useLive } from "~/sync/hooks";
import { ChevronIcon } from "~/ui/icons";

/** Questionnaires that the clinic wants answered by now; nothing at all when there are none. */
export function DueQuestionnaires({ day }: { day: Day }) {
  const all = useLive(
    async (db) =>
      asked(
        (await currentOfKind(db, "questionnaire")) as unknown as RequestRecord[],
        (await currentOfKind(db, "questionnaire_response")) as unknown as ResponseRecord[],
        day,
      ).filter((one) => isDue(one, day)),
    [day],
  );
  if (!all?.length) return null;
  return (
    <ul class="lines">
      {all.map(({ request }) => (
        <li key={request.questionnaire}>
          <a class="line-link" href={`/more/questionnaires/${request.questionnaire}`}>
            <span class="grow">
              {m.today_questionnaire({ title: request.title ?? m.questionnaires_title() })}
            </span>
            <ChevronIcon />
          </a>
        </li>
      ))}
    </ul>
  );
}
