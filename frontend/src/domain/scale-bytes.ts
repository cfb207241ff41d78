/**
 * A body weight as a Bluetooth scale sends it: Weight Scale Service 0x181D, characteristic Weight Measurement 0x2A9D
 * (Bluetooth SIG, Weight Scale Service 1.0.1). Little-endian; which fields follow the weight stands in the first byte.
 */
export interface ScaleReading {
  /** null: the scale could not measure (it sends 0xFFFF) */
  kg: number | null;
  unit: "kg" | "lb";
  /** the scale's own clock, local and without a zone; null where it has none */
  at: string | null;
  /** which of its people the scale took it for; null where it knows none (0xFF) */
  user: number | null;
}

const FAILED = 0xffff;
const NOBODY = 0xff;
const POUND = 0.45359237;

/** What stands in a notification; null where it is too short to be one. */
export function readScale(bytes: DataView): ScaleReading | null {
  if (bytes.byteLength < 3) return null;
  const flags = bytes.getUint8(0);
  const imperial = (flags & 1) !== 0;
  const needed = 3 + (flags & 2 ? 7 : 0) + (flags & 4 ? 1 : 0) + (flags & 8 ? 4 : 0);
  if (bytes.byteLength < needed) return null;
  const raw = bytes.getUint16(1, true);
  let place = 3;
  let at: string | null = null;
  if (flags & 2) {
    at = moment(bytes, place);
    place += 7;
  }
  const user = flags & 4 ? bytes.getUint8(place) : NOBODY;
  return {
    // 0.005 kg or 0.01 lb a step; kept to the hundredth, as nobody's scale is finer
    kg: raw === FAILED ? null : Math.round((imperial ? raw * 0.01 * POUND : raw * 0.005) * 100) / 100,
    unit: imperial ? "lb" : "kg",
    at,
    user: user === NOBODY ? null : user,
  };
}

/** Year, month or day 0 mean that the scale does not know. */
function moment(bytes: DataView, place: number): string | null {
  const year = bytes.getUint16(place, true);
  const [month, day, hour, minute, second] = [2, 3, 4, 5, 6].map((next) => bytes.getUint8(place + next));
  if (!year || !month || !day || month > 12 || day > 31) return null;
  const two = (value: number | undefined) => String(value ?? 0).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
}
