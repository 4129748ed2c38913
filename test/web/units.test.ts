// The tree of units on a real server: as of a day, by keyboard alone, every change looked at before it is made.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { changesAbout, dayFromNow, makeChange } from "../support/pack-changes.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
let administrator: Client;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  await server.addOfficer("catalogos", UNITS.top, "catalogue-administrator");
  administrator = await server.signIn("administrator");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const open = (login = "administrator", size: { width: number; height: number } = SIZES.desk) =>
  sitDown(browser, server, { login, path: "/administration/units", size });
const focused = (page: Page) => page.locator(":focus").textContent();
const item = (page: Page, name: string | RegExp) => page.getByRole("treeitem", { name });

async function find(page: Page, name: string): Promise<void> {
  await page.getByLabel("Buscar por nombre").fill(name);
  await item(page, name).last().click();
  await page.locator("#unit-title").waitFor();
}

async function onDay(page: Page, id: string, day: string): Promise<void> {
  const [year = "", month = "", date = ""] = day.split("-");
  const parts = page.locator(`#${id}`).locator("xpath=..");
  await parts.getByLabel("Día").fill(date);
  await parts.getByLabel("Mes").selectOption(month);
  await parts.getByLabel("Año").fill(year);
}

test("the tree is walked by the keyboard alone", async () => {
  const officer = await open();
  const { page } = officer;
  await item(page, "Policía Nacional del Perú").waitFor();
  await expectAccessible(page);
  await item(page, "Policía Nacional del Perú").focus();
  const press = (key: string) => page.keyboard.press(key);
  // Other institutions stand beside it, closed.
  const tops = server.house.pack.units.filter(({ parent }) => parent === null).length;
  await press("ArrowDown");
  await expect.poll(() => focused(page)).toContain("DIRINCRI");
  const before = await page.getByRole("treeitem").count();
  await press("ArrowRight");
  await expect.poll(() => page.getByRole("treeitem").count()).toBeGreaterThan(before);
  await press("ArrowRight");
  await expect.poll(() => focused(page)).toContain("División");
  await press("Enter");
  await page.getByRole("heading", { name: /^División de Investigación de Secuestros/ }).waitFor();
  await press("ArrowLeft");
  await expect.poll(() => focused(page)).toContain("DIRINCRI – Dirección");
  await press("ArrowLeft");
  await expect.poll(() => page.getByRole("treeitem").count()).toBe(before);
  await press("End");
  await press("Home");
  await expect.poll(() => focused(page)).toContain("Policía Nacional del Perú");
  await press("ArrowLeft");
  await expect.poll(() => page.getByRole("treeitem").count()).toBe(tops);
  expect(officer.errors).toEqual([]);
  await officer.context.close();
});

test("a unit opens below another after a look at it, and the tree of an earlier day does not have it", async () => {
  const { page, context } = await open();
  await find(page, "Comisaría PNP Tambopata");
  const region = (await page.locator("#unit .pair").nth(1).locator("dd").textContent()) ?? "";
  await find(page, region);
  await press(page, "Abrir una dependencia debajo");
  const dialog = page.getByRole("dialog");
  await press(page, "Ver qué cambiaría");
  await dialog.getByText("Falta este dato.").waitFor();
  await expectAccessible(page);
  await dialog.getByLabel("Nombre", { exact: true }).fill("Comisaría PNP Mazuko Nueva");
  await dialog.getByLabel("Lugar").fill("inambari");
  await page.locator(".menu-item").first().click();
  await dialog.getByLabel("Número de la orden o resolución").fill("RD 77-2026");
  await press(page, "Ver qué cambiaría");
  await dialog.getByText("Qué cambiaría").waitFor();
  await expectAccessible(page);
  await press(page, "Hacer el cambio");
  await page.getByText(/^El cambio está hecho/).waitFor();
  await page.getByLabel("Buscar por nombre").fill("mazuko nueva");
  await item(page, "Comisaría PNP Mazuko Nueva").waitFor();
  const row = page.getByRole("row").filter({ hasText: "Abre Comisaría PNP Mazuko Nueva" });
  expect(await row.textContent()).toContain("RD 77-2026");
  expect(await row.textContent()).toContain("Oficial administrator");
  await onDay(page, "unit-as-of", dayFromNow(-1));
  await page.getByText("Ninguna dependencia con ese nombre está en pie ese día.").waitFor();
  await page.getByText(/^No están en pie ese día/).click();
  await page.getByRole("button", { name: "Comisaría PNP Mazuko Nueva" }).waitFor();
  await context.close();
});

test("a station closes with a successor: who is posted there is named before, cases are not counted", async () => {
  await server.addOfficer("ultima", UNITS.otherStation, "registrar");
  const { page, context } = await open();
  const [{ name } = { name: "" }] = await server.rows<{ name: string }>(
    "select name from units where unit_id = $1",
    [UNITS.otherStation],
  );
  await find(page, name);
  await press(page, "Cerrar");
  const dialog = page.getByRole("dialog");
  await press(page, "Ver qué cambiaría");
  await dialog.getByText("Para pasar a otra, elija quién la sucede.").waitFor();
  await dialog.getByLabel("Quién responde desde entonces por sus casos").fill("tambopata");
  await page.getByRole("option", { name: "Comisaría PNP Tambopata" }).click();
  await onDay(page, "change-day", dayFromNow(20));
  await press(page, "Ver qué cambiaría");
  await dialog.getByText("Oficial ultima (ultima)").waitFor();
  const said = (await dialog.textContent()) ?? "";
  expect(said).toContain("responde por ellos Comisaría PNP Tambopata");
  expect(said).not.toMatch(/\d+ casos/);
  // What was looked at is what is made: it can be gone back to, not changed under the eyes.
  expect(await dialog.getByLabel("Número de la orden o resolución").isDisabled()).toBe(true);
  await press(page, "Hacer el cambio");
  await page.getByText(/^El cambio está hecho/).waitFor();
  await page.locator("#unit").getByText("Comisaría PNP Tambopata").waitFor();
  // Until its day it can be taken back.
  const row = page.getByRole("row").filter({ hasText: `Cierra ${name}` });
  expect(await row.textContent()).toContain("Previsto");
  await row.getByRole("button", { name: /^Retirar/ }).click();
  await page.getByText("El cambio se retiró.").waitFor();
  await expect.poll(() => row.textContent()).toContain("Retirado");
  expect((await changesAbout(administrator, "units"))[0]?.revoked).toBe(true);
  await context.close();
});

test("what cannot be is said before, in words and with names", async () => {
  const { page, context } = await open();
  const [{ name } = { name: "" }] = await server.rows<{ name: string }>(
    "select name from units where unit_id = $1",
    [UNITS.region],
  );
  await page.getByLabel("Buscar por nombre").fill(name);
  await item(page, name).first().click();
  await press(page, "Mover");
  await page.getByLabel("Pasa a depender de").fill("tambopata");
  await page.getByRole("option", { name: "Comisaría PNP Tambopata" }).click();
  await press(page, "Ver qué cambiaría");
  await page.getByText("quedaría por debajo de sí misma").first().waitFor();
  await expectAccessible(page);
  expect(await page.getByRole("button", { name: "Hacer el cambio" }).count()).toBe(0);
  await press(page, "Corregir");
  await press(page, "Cancelar");
  await context.close();
});

test("units are merged, renamed and made competent; who keeps the lists looks and changes nothing", async () => {
  for (const id of ["uno", "dos"]) {
    const unit = {
      id: `pe-prueba-${id}`,
      parent: UNITS.region,
      kind: "station",
      name: `Comisaría prueba ${id}`,
      entity: null,
      place: null,
      competence: [],
    };
    const made = await makeChange(
      administrator,
      { kind: "unit-open", unit },
      { effectiveOn: dayFromNow(-3) },
    );
    expect(made.status).toBe(201);
  }
  const { page, context } = await open();
  await find(page, "Comisaría prueba uno");
  await press(page, "Cambiar el nombre");
  await page.getByLabel("Nombre nuevo, como va en los papeles").fill("Comisaría prueba una");
  await press(page, "Ver qué cambiaría");
  await press(page, "Hacer el cambio");
  await page.getByRole("heading", { name: "Comisaría prueba una" }).waitFor();
  await press(page, "Fusionar");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Otras que se fusionan con ella").fill("prueba dos");
  await page.getByRole("option", { name: "Comisaría prueba dos" }).click();
  await dialog.getByRole("button", { name: "Quitar Comisaría prueba dos" }).waitFor();
  await dialog.getByLabel("Se fusionan en").fill("tambopata");
  await page.getByRole("option", { name: "Comisaría PNP Tambopata" }).click();
  await press(page, "Ver qué cambiaría");
  await press(page, "Hacer el cambio");
  await page.getByText(/^Se fusionan en Comisaría PNP Tambopata/).waitFor();
  await context.close();

  const lists = await open("catalogos");
  await find(lists.page, "Comisaría PNP Tambopata");
  expect(await lists.page.getByRole("button", { name: "Mover" }).count()).toBe(0);
  expect(await lists.page.getByRole("button", { name: /^Retirar/ }).count()).toBe(0);
  await lists.page.getByText(/^Se fusionan en Comisaría PNP Tambopata/).waitFor();
  await lists.context.close();
});

test("the tree fits a phone", async () => {
  const { page, context } = await open("administrator", SIZES.phone);
  await find(page, "Comisaría PNP Tambopata");
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await press(page, "Cerrar");
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await context.close();
});
