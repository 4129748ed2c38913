// Open sessions on the screen: the own ones at the account, those of the unit at the chief's page, those a suspension ends.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { startServer, TEST_PASSWORD, type TestServer, UNITS } from "../support/server.ts";
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

test("internal affairs and an administrator suspend one of their own: page and stream end; another one lifts it", async () => {
  for (const login of ["interna", "interna-dos", "investigada"])
    await server.addOfficer(login, "pe-inspectoria", "internal-affairs");
  const suspect = await sitDown(browser, server, { login: "investigada", path: "/cases" });
  const cases = suspect.page.getByRole("heading", { name: "Casos", exact: true });
  await cases.waitFor();
  const stream = new Promise<void>((resolve) => {
    const ended = (request: { url(): string }) => {
      if (request.url().endsWith("/api/alerts/stream")) resolve();
    };
    suspect.page.on("requestfinished", ended).on("requestfailed", ended);
  });

  const asker = await sitDown(browser, server, { login: "interna", path: "/suspensions" });
  const { page } = asker;
  const go = page.getByRole("button", { name: "Suspender", exact: true });
  await page.getByText("No hay ninguna.").waitFor();
  await go.click();
  await page.getByText("Escriba el número de la orden.").waitFor();
  await expectAccessible(page);
  await page.getByText("Busque al efectivo y elíjalo.").waitFor();
  await page.getByLabel("A quién").fill("nadie de ese nombre");
  await page.getByLabel("A quién").press("Enter");
  await page.getByText("Nadie a su alcance se llama así.").waitFor();
  await page.getByLabel("A quién").fill("INVESTIGADA");
  await page.getByRole("button", { name: "Buscar efectivo" }).click();
  await page.getByRole("radio", { name: /^Oficial investigada \(investigada\)/ }).check();
  await page.getByRole("radio", { name: "Se le investiga" }).check();
  await page.getByLabel("Número de la orden o resolución").fill("RD-44-2026");
  await go.click();
  await page
    .getByText("La suspensión de investigada está pedida: vale cuando otra persona la confirme.")
    .waitFor();
  await page.getByText("Espera a otra persona").waitFor();
  const confirm = "Confirmar suspensión: Oficial investigada";
  const lift = "Levantar suspensión: Oficial investigada";
  expect(await page.getByRole("button", { name: confirm }).count()).toBe(0);
  expect(await cases.isVisible()).toBe(true);

  const second = await sitDown(browser, server, {
    ...{ login: "administrator", path: "/suspensions", size: SIZES.phone },
  });
  await second.page.getByRole("button", { name: confirm }).click();
  const dialog = second.page.getByRole("dialog", { name: "Confirmar suspensión" });
  await dialog.getByText("Confirme solo si vio la orden RD-44-2026.", { exact: false }).waitFor();
  await expectAccessible(second.page);
  await expectNothingCutOff(second.page);
  await dialog.getByRole("button", { name: "Confirmar suspensión" }).click();
  await second.page.getByText("La suspensión está vigente.").waitFor();

  await second.page.goto(`${server.url}/audit`);
  await second.page.getByText("se le investiga", { exact: false }).first().waitFor();

  // Nobody touches the suspect's screen: what it showed is gone by itself.
  await stream;
  await suspect.page.getByRole("dialog", { name: "Su sesión terminó" }).waitFor();
  expect(await cases.count()).toBe(0);
  const signIn = () =>
    server.anonymous.send("POST", "/api/session", { login: "investigada", password: TEST_PASSWORD });
  expect((await signIn()).status).toBe(401);

  // Who began it does not lift it, another of them does.
  await page.reload();
  await page.getByText("Confirmada por Oficial administrator").waitFor();
  expect(await page.getByRole("button", { name: lift }).count()).toBe(0);
  const lifter = await sitDown(browser, server, { login: "interna-dos", path: "/suspensions" });
  await lifter.page.getByRole("button", { name: lift }).click();
  const lifting = lifter.page.getByRole("dialog", { name: "Levantar suspensión" });
  await lifting.getByLabel("Número de la orden o resolución").fill("RD-45-2026");
  await lifting.getByRole("button", { name: "Levantar suspensión", exact: true }).click();
  await lifter.page.getByText("La suspensión está levantada.").waitFor();
  await expectNothingCutOff(lifter.page);
  expect((await signIn()).status).toBe(200);
  for (const { context, errors } of [suspect, asker, second, lifter]) {
    expect(errors).toEqual([]);
    await context.close();
  }
});
