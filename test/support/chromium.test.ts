// The browser that the browser tests get really starts and draws a page.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { openBrowser } from "./chromium.ts";

test("a Chromium starts without a screen and shows a page of this machine", async () => {
  const server = createServer((_, response) => response.end("<title>RETA</title><h1>ñandú</h1>"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    expect(await page.title()).toBe("RETA");
    expect((await page.screenshot()).length).toBeGreaterThan(1000);
  } finally {
    await browser.close();
    server.close();
  }
});
