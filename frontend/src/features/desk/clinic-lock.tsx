import { fetchClinicLock, setClinicLock } from "~/api/lock";
import * as m from "~/paraglide/messages";
import { ClinicNumber } from "./clinic-number";

/** After how many minutes without a touch the screens of the clinic's people lock. */
export const ClinicLock = ({ clinic }: { clinic: string }) => (
  <ClinicNumber
    id={`lock-${clinic}`}
    title={m.lock_set_title()}
    say={m.lock_set_say()}
    label={m.lock_set_label()}
    saved={m.lock_set_saved()}
    read={() => fetchClinicLock(clinic)}
    set={(minutes) => setClinicLock(clinic, minutes)}
    numberOf={(kept) => kept.lock_minutes ?? kept.server_minutes}
  />
);
