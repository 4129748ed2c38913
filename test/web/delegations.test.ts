// Standing in, on the screen: given at the account, seen on every page of both, begun and ended with one press.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
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
  test(`a chief delegates, the other stands in, and both see it on every page until one ends it (${size.width} wide)`, async () => {
    const [giver, holder] = [`jefa-${size.width}`, `reemplazo-${size.width}`];
    await server.addOfficer(giver, UNITS.region, "chief");
    await server.addOfficer(holder, UNITS.otherStation, "registrar");
    const registrar = await server.signIn("registrar");
    const complaint = newComplaint(typicalComplaint());
    const { caseNumber } = (await registrar.send("POST", "/api/complaints", complaint)).json as {
      caseNumber: string;
    };

    const chief = await sitDown(browser, server, { login: giver, path: "/account", size });
    await chief.page.getByLabel("Usuario de quien lo reemplaza").fill("nadie-con-ese-usuario");
    await chief.page.getByRole("button", { name: "Delegar", exact: true }).click();
    await chief.page.getByText(/No se puede delegar a ese usuario/).waitFor();
    await chief.page.getByLabel("Usuario de quien lo reemplaza").fill(holder);
    await chief.page.getByLabel("Días").fill("3");
    await expectAccessible(chief.page);
    await chief.page.getByRole("button", { name: "Delegar", exact: true }).click();
    await chief.page.getByText(`Oficial ${holder} actúa por delegación suya hasta el`).waitFor();
    await chief.page.goto(`${server.url}/cases`);
    await chief.page.getByText(`Oficial ${holder} actúa por delegación suya hasta el`).waitFor();
    await expectNothingCutOff(chief.page);

    const other = await sitDown(browser, server, { login: holder, path: "/complaint", size });
    await other.page.getByRole("button", { name: `Actuar por Oficial ${giver}` }).click();
    const bar = other.page.getByRole("region", { name: "Delegaciones" });
    await bar.getByText(`Actúa por delegación de Oficial ${giver}`).waitFor();
    const places = other.page.getByRole("navigation");
    expect(await places.getByRole("link").allTextContents()).toEqual([
      expect.stringContaining("Alertas"),
      "Casos",
      "Ayuda",
    ]);
    await expectAccessible(other.page);
    await expectNothingCutOff(other.page);
    await places.getByRole("link", { name: "Casos" }).click();
    await other.page.getByRole("link", { name: caseNumber }).click();
    await other.page.getByRole("heading", { name: new RegExp(caseNumber) }).waitFor();
    expect(await other.page.getByRole("button", { name: /nombres/i }).count()).toBe(0);
    await bar.getByText(`Actúa por delegación de Oficial ${giver}`).waitFor();
    // What belongs to another role, or was not delegated, is not there.
    await other.page.goto(`${server.url}/enrolments`);
    await other.page.getByRole("heading", { name: "Alertas" }).waitFor();
    await bar.getByRole("button", { name: "Volver a mi cargo" }).click();
    await other.page.getByRole("button", { name: `Actuar por Oficial ${giver}` }).waitFor();

    await chief.page.getByRole("button", { name: `Terminar la delegación con Oficial ${holder}` }).click();
    await expect.poll(() => chief.page.getByText(/actúa por delegación suya/).count()).toBe(0);
    await other.page.goto(`${server.url}/complaint`);
    await other.page.locator("#section-1-title").waitFor();
    expect(await other.page.getByRole("region", { name: "Delegaciones" }).count()).toBe(0);
    expect([...chief.errors, ...other.errors]).toEqual([]);
    await chief.context.close();
    await other.context.close();
  });
