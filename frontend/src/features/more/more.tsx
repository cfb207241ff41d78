import type { ComponentChildren } from "preact";
import * as m from "~/paraglide/messages";
import { readAccount } from "~/store/account";
import { currentOfKind } from "~/store/current-rows";
import { useLive, useSync } from "~/sync/hooks";
import {
  CurveDrawing,
  EnvelopeDrawing,
  LensDrawing,
  NotebookDrawing,
  PenDrawing,
  PeopleDrawing,
  PhoneDrawing,
  PillDrawing,
  ScannerDrawing,
  SlidersDrawing,
} from "~/ui/drawings";
import { ChevronIcon } from "~/ui/icons";
import { PageHead } from "~/ui/page";

export function More() {
  const account = readAccount();
  const sync = useSync();
  const unread = useLive((db) => db.messages.where("state").equals("sent").count());
  const asks = useLive(async (db) => (await currentOfKind(db, "questionnaire")).length);
  return (
    <>
      <PageHead title={m.nav_more()} />
      <ul class="lines">
        <Item
          to="/more/results"
          icon={<ScannerDrawing size={36} />}
          title={m.results_title()}
          say={m.results_say()}
        />
        <Item
          to="/more/appointment"
          icon={<PenDrawing size={36} />}
          title={m.appointment_title()}
          say={m.appointment_say()}
        />
        <Item
          to="/more/medicines"
          icon={<PillDrawing size={36} />}
          title={m.medicines_title()}
          say={m.medicines_more()}
        />
        <Item
          to="/more/messages"
          icon={<EnvelopeDrawing size={36} />}
          title={m.messages_title()}
          say={unread ? m.messages_unread({ count: unread }) : m.messages_say()}
        />
        <Item
          to="/more/goals"
          icon={<CurveDrawing size={36} />}
          title={m.goals_title()}
          say={m.goals_more()}
        />
        <Item
          to="/more/daily-life"
          icon={<PeopleDrawing size={36} />}
          title={m.life_title()}
          say={m.life_more()}
        />
        {asks !== undefined && asks > 0 && (
          <Item
            to="/more/questionnaires"
            icon={<PenDrawing size={36} />}
            title={m.questionnaires_title()}
            say={m.questionnaires_say()}
          />
        )}
        <Item
          to="/more/learn"
          icon={<NotebookDrawing size={36} />}
          title={m.learn_title()}
          say={m.learn_say()}
        />
        <Item
          to="/more/tray"
          icon={<PhoneDrawing size={36} />}
          title={m.tray_title()}
          say={
            ["no_storage", "lost"].includes(sync.standing)
              ? m.sync_no_storage()
              : sync.refused > 0
                ? m.sync_attention({ count: sync.refused })
                : sync.queued > 0
                  ? m.sync_queued({ count: sync.queued })
                  : sync.standing === "full"
                    ? m.sync_full()
                    : m.tray_all_sent()
          }
        />
        <Item
          to="/more/settings"
          icon={<SlidersDrawing size={36} />}
          title={m.settings_title()}
          say={m.settings_say()}
        />
        {!account?.subject && (
          <>
            <Item
              to="/more/links"
              icon={<EnvelopeDrawing size={36} />}
              title={m.share_title()}
              say={m.share_short()}
            />
            <Item
              to="/more/people"
              icon={<PeopleDrawing size={36} />}
              title={m.people_title()}
              say={m.people_say()}
            />
            <Item
              to="/more/consents"
              icon={<NotebookDrawing size={36} />}
              title={m.consent_title()}
              say={m.consent_say()}
            />
          </>
        )}
        {(account?.caring?.length ?? 0) > 0 && (
          <Item
            to="/more/switch"
            icon={<PeopleDrawing size={36} />}
            title={m.switch_title()}
            say={m.switch_say()}
          />
        )}
        <Item
          to="/more/security"
          icon={<PhoneDrawing size={36} />}
          title={m.security_title()}
          say={m.security_say()}
        />
        <Item to="/welcome" icon={<PenDrawing size={36} />} title={m.welcome_title()} say={m.welcome_say()} />
        <Item to="/more/about" icon={<LensDrawing size={36} />} title={m.about_title()} say={m.about_say()} />
      </ul>
    </>
  );
}

function Item({
  to,
  icon,
  title,
  say,
}: {
  to: string;
  icon?: ComponentChildren;
  title: string;
  say: string;
}) {
  return (
    <li>
      <a class="line-link" href={to}>
        <span class="line-icon">{icon}</span>
        <span class="grow">
          <span class="strong">{title}</span>
          <br />
          <span class="small quiet">{say}</span>
        </span>
        <ChevronIcon />
      </a>
    </li>
  );
}

export function About() {
  return (
    <>
      <PageHead title={m.about_title()} back="/more" />
      <div class="stack">
        <p>{m.about_what()}</p>
        <p>{m.about_limits()}</p>
        <p>{m.about_sources()}</p>
        <p class="quiet small">{m.about_licence()}</p>
      </div>
    </>
  );
}
