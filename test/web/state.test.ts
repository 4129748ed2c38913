// How the register runs, on a real server: nothing wrong, then a silent witness, and what to do about it.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { nameSilentWitness } from "../support/witness.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  await server.addOfficer("custodia", UNITS.top, "key-custodian");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test("a key custodian starts there and sees versions of keys, and what is wrong with what to do", async () => {
  const officer = await sitDown(browser, server, { login: "custodia", path: "/" });
  const { page } = officer;
  await page.getByText("Todo funciona.").waitFor();
  await page.locator("#keys").getByText("Víctimas menores de edad").waitFor();
  await page.getByText("No hay testigos nombrados").first().waitFor();
  await expectAccessible(page);
  expect(await page.getByRole("link", { name: /Efectivos|Listas|Casos/ }).count()).toBe(0);

  nameSilentWitness(server.house.dataDir, "Defensoría inventada");
  const look = page.getByRole("button", { name: "Actualizar" });
  await expect
    .poll(
      async () => {
        await look.click();
        return page.locator("#alarms").textContent();
      },
      { timeout: 20_000 },
    )
    .toContain("Un testigo no da señales");
  expect(await page.locator("#alarms").textContent()).toContain("Llame a su responsable");
  await page.getByText("Hay algo que atender. Registrar sigue siendo posible.").waitFor();
  const row = page.getByRole("row").filter({ hasText: "Defensoría inventada" }).first();
  await expect.poll(() => row.textContent()).toContain("No da señales");
  await expectAccessible(page);
  expect(officer.errors).toEqual([]);
  await officer.context.close();
});

test("the state fits a phone, and is not there for an officer", async () => {
  const path = "/administration/state";
  const { page, context } = await sitDown(browser, server, {
    login: "administrator",
    path,
    size: SIZES.phone,
  });
  await page.locator("#keys").waitFor();
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await context.close();
  const other = await sitDown(browser, server, { login: "registrar", path });
  await other.page.getByRole("heading", { name: "Esta página no existe." }).waitFor();
  await other.context.close();
});
