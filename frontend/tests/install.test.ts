/** Which steps lead to the home screen, by what the browser says of itself. */
import { expect, test } from "vitest";
import { deviceOf } from "~/features/welcome/install";

const MAC =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15";

test.each([
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1",
    5,
    "apple",
  ],
  [MAC, 5, "apple"],
  [MAC, 0, "desk"],
  ["Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/126.0 Mobile Safari/537.36", 5, "android"],
  ["Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0", 5, "android"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", 0, "desk"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36", 10, "desk"],
])("%s with %i fingers is told the steps of: %s", (userAgent, fingers, device) => {
  expect(deviceOf(userAgent, fingers)).toBe(device);
});
