import { formatDayYear } from "~/domain/days";
import { type DexaChange, dexaSeries } from "~/domain/dexa";
import type { DexaRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { intl } from "./language";
import { dexaSiteName, sayDensity, sayNumber, sideWord } from "./words";

/** Bone density for each site and side, with its change and how far that change can be trusted. */
export function DexaList({
  scans,
  precision = {},
}: {
  scans: readonly DexaRecord[];
  /** the clinic's own precision error for each site, in g/cm² */
  precision?: Readonly<Record<string, number>>;
}) {
  return (
    <div class="stack">
      {dexaSeries(scans, precision).map((series) => (
        <div key={`${series.site}${series.side}`} class="stack-tight">
          <h3>
            {dexaSiteName(series.site)}
            {series.side && series.side !== "midline" ? `, ${sideWord(series.side)}` : ""}
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
                    <td>{scan.bmd != null ? sayDensity(scan.bmd) : "–"}</td>
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
                      value: signed(series.change.bmd, sayDensity),
                      percent: signed(series.change.percent!, sayNumber),
                    })
                  : null}
              {series.change.comparable && series.change.bmd !== null && <> {sayVerdict(series.change)}</>}
            </p>
          )}
        </div>
      ))}
      <p class="small quiet">{m.dexa_purpose()}</p>
    </div>
  );
}

const signed = (value: number, say: (value: number) => string) => `${value > 0 ? "+" : ""}${say(value)}`;

/** Only with the clinic's own precision error is a change more than a difference of two numbers (ISCD). */
function sayVerdict(change: DexaChange): string {
  if (change.lsc === null) return m.dexa_no_precision();
  if (change.significant === null) return m.dexa_no_device();
  const lsc = sayDensity(change.lsc);
  return change.significant ? m.dexa_beyond({ lsc }) : m.dexa_within({ lsc });
}
