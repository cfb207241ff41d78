import { expect, test } from "vitest";
import { readScale } from "~/domain/scale-bytes";

/** A view into a larger buffer, as browsers hand it over: what lies around it is not part of the notification. */
const bytes = (hex: string) => {
  const own = hex.split(" ").map((byte) => Number.parseInt(byte, 16));
  const buffer = new Uint8Array([0xee, 0xee, ...own, 0xee, 0xee]);
  return new DataView(buffer.buffer, 2, own.length);
};

test.each([
  ["kilograms alone", "00 68 10", { kg: 21, unit: "kg", at: null, user: null }],
  ["a body", "00 00 37", { kg: 70.4, unit: "kg", at: null, user: null }],
  [
    "the scale's clock",
    "02 68 10 ea 07 03 0c 07 28 05",
    { kg: 21, unit: "kg", at: "2026-03-12T07:40:05", user: null },
  ],
  ["a clock without a year", "02 68 10 00 00 03 0c 07 28 05", { kg: 21, unit: "kg", at: null, user: null }],
  ["a clock without a day", "02 68 10 ea 07 03 00 07 28 05", { kg: 21, unit: "kg", at: null, user: null }],
  ["pounds", "01 f8 11", { kg: 20.87, unit: "lb", at: null, user: null }],
  ["a known person", "04 00 37 02", { kg: 70.4, unit: "kg", at: null, user: 2 }],
  ["a person whom the scale does not know", "04 00 37 ff", { kg: 70.4, unit: "kg", at: null, user: null }],
  [
    "clock, person, index and height",
    "0e 00 37 ea 07 0b 1e 06 00 00 01 e6 00 ae 06",
    { kg: 70.4, unit: "kg", at: "2026-11-30T06:00:00", user: 1 },
  ],
  ["index and height in inches", "09 a0 3c c8 00 9a 02", { kg: 70.4, unit: "lb", at: null, user: null }],
  ["not measured", "00 ff ff", { kg: null, unit: "kg", at: null, user: null }],
  ["nobody on it", "00 00 00", { kg: 0, unit: "kg", at: null, user: null }],
  ["further bytes of a later version", "00 68 10 aa bb", { kg: 21, unit: "kg", at: null, user: null }],
])("%s", (_, hex, said) => {
  expect(readScale(bytes(hex))).toEqual(said);
});

test.each([
  ["nothing", ""],
  ["half a weight", "00 68"],
  ["a clock that is cut off", "02 68 10 ea 07 03"],
  ["a person that is cut off", "04 68 10"],
])("%s is no reading", (_, hex) => {
  expect(readScale(hex ? bytes(hex) : new DataView(new ArrayBuffer(0)))).toBeNull();
});
