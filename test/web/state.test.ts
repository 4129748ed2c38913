// How the register runs, on a real server: nothing wrong, then a silent witness, and what to do about it.
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keyRing } from "#src/main/keys.ts";
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

/** Pictures to look at, where a folder for them is given. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.RETA_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

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
  expect(await page.locator("#answers").textContent()).toContain("Todas se leyeron");
  // As after a key was lost; what leads there is in test/faults/receipts-key.test.ts.
  await page.route("**/api/system", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), answersNotHeard: 2 } });
  });
  await page.getByRole("button", { name: "Actualizar" }).click();
  await page.getByText(/^Sin leer para saber si hablan de un efectivo: 2\./).waitFor();
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await shoot(page, "state-answers-phone");
  await context.close();
  const other = await sitDown(browser, server, { login: "registrar", path });
  await other.page.getByRole("heading", { name: "Esta página no existe." }).waitFor();
  await other.context.close();
});

test("one custodian asks to replace a key, another agrees on a phone, and the page says when it is done", async () => {
  const path = "/administration/keys";
  const first = await sitDown(browser, server, { login: "custodia", path });
  const { page } = first;
  await page.getByText(/^Este registro aún no tuvo dos custodios/).waitFor();
  await server.addOfficer("custodia2", UNITS.top, "key-custodian");
  await page.reload();
  await page.getByText("Deben estar de acuerdo dos custodios. Custodios con cargo vigente: 2.").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Pedir reemplazo: Víctimas", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Pedir", exact: true }).click();
  await dialog.getByText("Escriba el motivo, con al menos 20 caracteres.").waitFor();
  await expectAccessible(page);
  await dialog.getByLabel("Motivo").fill("Reemplazo anual, acordado en la reunión de custodios.");
  await shoot(page, "keys-ask-desk");
  await dialog.getByRole("button", { name: "Pedir", exact: true }).click();
  await page.getByText("Pedido. Otro custodio tiene tres días para aceptarlo.").waitFor();
  const order = page.locator("#key-orders").getByRole("row").filter({ hasText: "Víctimas" });
  expect(await order.textContent()).toContain("Espera a otro custodio hasta");
  expect(await order.getByRole("button", { name: /^Aceptar/ }).count()).toBe(0);
  await shoot(page, "keys-desk");

  const second = await sitDown(browser, server, { login: "custodia2", path, size: SIZES.phone });
  const what = "Reemplazar: Víctimas, por la versión 2";
  await second.page.getByRole("button", { name: `Aceptar: ${what}`, exact: true }).waitFor();
  await expectAccessible(second.page);
  await expectNothingCutOff(second.page);
  await shoot(second.page, "keys-phone");
  await second.page.getByRole("button", { name: `Aceptar: ${what}`, exact: true }).click();
  await second.page.getByText(/^Aceptado. Quien opera el servidor/).waitFor();
  await second.page.getByText("En el servidor: reta keys rotate victim").waitFor();
  expect(second.errors).toEqual([]);
  await second.context.close();

  const ring = keyRing(server.house.vault, join(server.house.dataDir, "keys"), async () => undefined);
  await ring.rotate("victim", () => undefined);
  await page.reload();
  await expect.poll(() => order.textContent()).toContain("Hecho");
  await page.getByRole("button", { name: "Pedir destrucción: Víctimas, versión 1" }).waitFor();
  expect(first.errors).toEqual([]);
  await first.context.close();

  // Whoever oversees reads, and can ask for nothing.
  const auditor = await sitDown(browser, server, { login: "auditor", path: "/audit" });
  await auditor.page.getByRole("link", { name: "Llaves" }).click();
  await auditor.page.locator("#key-orders").getByText(what).waitFor();
  expect(await auditor.page.getByRole("button", { name: /Pedir|Aceptar|Retirar/ }).count()).toBe(0);
  await expectAccessible(auditor.page);
  await auditor.context.close();
});
