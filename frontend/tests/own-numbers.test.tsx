// @vitest-environment happy-dom
/** Somebody without a clinic has numbers of their own to call, on every page that says so, without a connection. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deviceZone } from "~/domain/days";
import { emergencyNumber } from "~/domain/emergency";
import type { Profile } from "~/domain/records";
import { LearnPage } from "~/features/learn/learn";
import { Plan } from "~/features/plan/plan";
import { Settings } from "~/features/settings/settings";
import { Today } from "~/features/today/today";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import type { TohDatabase } from "~/store/db";
import { whomToCall } from "~/ui/whom-to-call";
import * as dom from "./dom";

let db: TohDatabase;
beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone();
});
afterEach(dom.leave);

const OWN = { doctor_phone: "+49 30 1234", physio_phone: "+49 30 5678", emergency_phone: "144" };
const know = (settings: object, clinic: object | null = null) =>
  db.meta.put({ key: "profile", value: { ...dom.PROFILE, clinic, settings } });
const links = () =>
  [...document.querySelectorAll<HTMLAnchorElement>("a[href^=tel]")].map((one) => one.getAttribute("href"));

test("the page when to call names the doctor and dials each number", async () => {
  await know(OWN);
  dom.at("/more/learn/call", "/more/learn/:page?/:item?", LearnPage);
  await dom.says("Call your doctor today if");
  expect(links()).toEqual(["tel:+49301234", "tel:+49305678", "tel:144"]);
});

test("with a clinic it is the clinic that is named, and called first", async () => {
  await know(OWN, { name: "Ponte", phone: "+351 258 000 000" });
  dom.at("/more/learn/call", "/more/learn/:page?/:item?", LearnPage);
  await dom.says("Call your clinic today if");
  expect(links()[0]).toBe("tel:+351258000000");
});

test("with none noted there is the emergency number, and the way to note one", async () => {
  await know({});
  dom.at("/more/learn/call", "/more/learn/:page?/:item?", LearnPage);
  await dom.says(m.call_note_numbers());
  expect(links()).toEqual([`tel:${emergencyNumber(deviceZone())}`]);
});

test.each([
  ["Today", () => <Today />, ["tel:+49301234", "tel:+49305678"]],
  ["Plan", () => <Plan />, ["tel:+49301234", "tel:+49305678", "tel:144"]],
])("%s has them", async (_, screen, expected) => {
  await know(OWN);
  dom.show(screen());
  await dom.says(m.call_own_doctor());
  expect(links()).toEqual(expected);
});

test("the numbers are kept from the settings; what cannot be dialled is not", async () => {
  await know({});
  dom.show(<Settings onLeave={() => undefined} />);
  await dom.type("#physio-phone", " 030  5678 ", "change");
  await dom.type("#emergency-phone", "one four four", "change");
  await dom.says(m.settings_doctor_phone_wrong());
  await dom.type("#emergency-phone", "144", "change");
  await dom.until(() => !dom.text().includes(m.settings_doctor_phone_wrong()));
  await dom.settled();
  const kept = (await currentOfKind(db, "setting")).map(({ physio_phone, emergency_phone }) => [
    physio_phone,
    emergency_phone,
  ]);
  expect(kept).toContainEqual(["030 5678", undefined]);
  expect(kept).toContainEqual([undefined, "144"]);
});

test("an urgent notice dials the emergency number that the person noted", () => {
  const profile = { ...dom.PROFILE, settings: { emergency_phone: "144" } } as unknown as Profile;
  expect(whomToCall(profile).phone).toBe("144");
});
