// Open sessions on the screen: the own ones at the account, those of an officer of the unit at the chief's page.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

for (const size of [SIZES.desk, SIZES.phone])
  test(`an officer finds a session left open elsewhere and ends it (${size.width} wide)`, async () => {
    const login = `olvido-${size.width}`;
    await server.addOfficer(login, UNITS.station, "registrar");
    const left = await server.signIn(login);
    const { page, context } = await sitDown(browser, server, { login, size, path: "/account" });
    const panel = page.locator("#sessions").locator("xpath=..");
    await page.getByRole("button", { name: /^Terminar la sesión en/ }).waitFor();
    expect(await panel.getByText("Esta sesión").count()).toBe(1);
    await expectAccessible(page);
    await expectNothingCutOff(page);
    await page.getByRole("button", { name: /^Terminar la sesión en/ }).click();
    await page.getByText("Terminada. Sus pantallas dejan de recibir datos en unos segundos.").waitFor();
    await expect.poll(() => page.getByRole("button", { name: /^Terminar la sesión en/ }).count()).toBe(0);
    expect((await left.get("/api/session")).status).toBe(401);
    await context.close();
  });

test("a chief ends all sessions of an officer of the command", async () => {
  await server.addOfficer("sin-equipo", UNITS.station, "registrar");
  const open = [await server.signIn("sin-equipo"), await server.signIn("sin-equipo")];
  const { page, context } = await sitDown(browser, server, { login: "chief", path: "/enrolments" });
  await page.getByLabel("Buscar por nombre o usuario").fill("sin-equipo");
  await page.getByRole("button", { name: "Buscar", exact: true }).click();
  await page.getByRole("button", { name: "Sesiones abiertas: Oficial sin-equipo" }).click();
  const dialog = page.getByRole("dialog", { name: "Sesiones abiertas de Oficial sin-equipo" });
  await dialog.getByRole("button", { name: "Terminar todas" }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Terminar todas" }).click();
  await dialog.getByText("No hay ninguna sesión abierta.").waitFor();
  for (const client of open) expect((await client.get("/api/session")).status).toBe(401);
  await context.close();
});
