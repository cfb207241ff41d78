/** What a device measured of a leg's load while walking: "peak 31.5 kg, mean 18 kg, 40 % of 240 steps above the limit". */
import * as m from "~/paraglide/messages";
import { sayWeight } from "./load";
import { sayNumber } from "./times";

interface Measured {
  peak_kg?: number | null;
  mean_kg?: number | null;
  steps?: number | null;
  share_above_limit?: number | null;
}

export function measuredWords({ peak_kg, mean_kg, steps, share_above_limit }: Measured): string {
  const share = share_above_limit == null ? null : Math.round(share_above_limit * 100);
  return [
    peak_kg != null && m.measured_peak({ weight: sayWeight(peak_kg) }),
    mean_kg != null && m.measured_mean({ weight: sayWeight(mean_kg) }),
    share !== null
      ? steps != null
        ? m.measured_share({ percent: share, steps: sayNumber(steps, 0) })
        : m.measured_share_alone({ percent: share })
      : steps != null && m.measured_steps({ steps: sayNumber(steps, 0) }),
  ]
    .filter(Boolean)
    .join(", ");
}
