import { fetchKeeping, setKeeping } from "~/api/audit";
import * as m from "~/paraglide/messages";
import { ClinicNumber } from "./clinic-number";

/** For how many years the clinic keeps what it knows of patients who left. */
export const ClinicKeeping = ({ clinic }: { clinic: string }) => (
  <ClinicNumber
    id={`keeping-${clinic}`}
    title={m.keeping_title()}
    say={m.keeping_say()}
    label={m.keeping_label()}
    saved={m.keeping_saved()}
    read={() => fetchKeeping(clinic)}
    set={(years) => setKeeping(clinic, years)}
    numberOf={(kept) => kept.record_years ?? kept.server_years}
  />
);
