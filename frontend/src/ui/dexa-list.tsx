import { formatDayYear } from "~/domain/days";
import { dexaSeries } from "~/domain/dexa";
import type { DexaRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { intl } from "./language";
import { dexaSiteName, sayNumber, sideName } from "./words";

/** Bone density for each site and side, with its change and how far that change can be trusted. */
export function DexaList({ scans }: { scans: readonly DexaRecord[] }) {
  return (
    <div class="stack">
      {dexaSeries(scans).map((series) => (
        <div key={`${series.site}${series.side}`} class="stack-tight">
          <h3>
            {dexaSiteName(series.site)}
            {series.side && series.side !== "midline" ? `, ${sideName(series.side)}` : ""}
          </h3>
          <div class="scroll-x" tabIndex={0} role="region" aria-label={dexaSiteName(series.site)}>
            <table class="data">
              <thead>
                <tr>
                  <th scope="col">{m.table_day()}</th>
                  <th scope="col">BMD g/cm²</th>
                  <th scope="col">T</th>
                  <th scope="col">Z</th>
                </tr>
              </thead>
              <tbody>
                {series.scans.map((scan) => (
                  <tr key={scan.id}>
                    <th scope="row">{formatDayYear(scan.date, intl())}</th>
                    <td>{scan.bmd != null ? sayNumber(scan.bmd, 3) : "–"}</td>
                    <td>{scan.t_score != null ? sayNumber(scan.t_score) : "–"}</td>
                    <td>{scan.z_score != null ? sayNumber(scan.z_score) : "–"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {series.change && (
            <p class="small">
              {!series.change.comparable
                ? m.dexa_not_comparable()
                : series.change.bmd !== null
                  ? m.dexa_change({
                      value: signed(series.change.bmd, 3),
                      percent: signed(series.change.percent!, 1),
                    })
                  : null}
            </p>
          )}
        </div>
      ))}
      <p class="small quiet">{m.dexa_purpose()}</p>
    </div>
  );
}

const signed = (value: number, digits: number) => `${value > 0 ? "+" : ""}${sayNumber(value, digits)}`;
