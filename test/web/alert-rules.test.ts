// The rules of alert and of the weekly review on a real server: in plain words, changed by two people and by nobody alone.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  await server.addOfficer("catalogos", UNITS.top, "catalogue-administrator");
  await server.addOfficer("catalogos2", UNITS.top, "catalogue-administrator");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const open = (login: string, size: { width: number; height: number } = SIZES.desk) =>
  sitDown(browser, server, { login, path: "/administration/alert-rules", size });
/** Pictures to look at, where a folder for them is given. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.RETA_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
const minutes = async () => {
  const pack = (await (await fetch(`${server.url}/api/pack`)).json()) as {
    alertRules: { escalateAfterMinutes: number[] };
  };
  return pack.alertRules.escalateAfterMinutes;
};

test("the times are changed by one, confirmed by another, and hold only then", async () => {
  const first = await open("catalogos");
  await first.page.getByText("Sube al mando siguiente a los 15 minutos").waitFor();
  await expectAccessible(first.page);
  await press(first.page, "Cambiar los plazos");
  await first.page.getByLabel("Minutos, en orden").fill("30, 20");
  await press(first.page, "Ver qué cambiaría");
  await first.page.getByText("Escriba números enteros").waitFor();
  await first.page.getByLabel("Minutos, en orden").fill("10, 45, 200");
  await press(first.page, "Ver qué cambiaría");
  await first.page.getByText("Sube al mando siguiente a los 45 minutos").waitFor();
  await expectAccessible(first.page);
  await press(first.page, "Hacer el cambio");
  await first.page.getByText("Falta que otra persona lo confirme.", { exact: false }).first().waitFor();
  await first.page.getByRole("button", { name: /^Confirmar/ }).click();
  await first.page.getByText("Otra persona debe confirmarlo: usted mismo lo propuso.").waitFor();
  expect(await minutes()).toEqual([15, 60, 240]);
  await first.context.close();

  const second = await open("catalogos2");
  await second.page.getByRole("button", { name: /^Confirmar/ }).click();
  await second.page.getByText("El cambio está confirmado.").waitFor();
  await expect.poll(minutes).toEqual([10, 45, 200]);
  await second.page.getByText("Sube al mando siguiente a los 45 minutos").waitFor();
  await second.context.close();
});

test("a rule is said in words and must reach somebody; an administrator of accounts only reads", async () => {
  const { page, context } = await open("catalogos");
  await page.getByRole("button", { name: /^Cambiar: Hechos compatibles/ }).click();
  await press(page, "Ver qué habría alertado en 12 meses");
  await page.getByText("Con esta regla: menos de 10 casos.").waitFor();
  await page.getByText("Con la regla vigente: menos de 10 casos.").waitFor();
  await expectAccessible(page);
  await shoot(page, "rule-trial-desk");
  for (const receiver of ["lugar de los hechos", "lugar de la comisaría", "nacionales"])
    await page.getByRole("checkbox", { name: new RegExp(receiver) }).uncheck();
  await press(page, "Ver qué cambiaría");
  await page.getByText("Falta este dato.").waitFor();
  await context.close();
  const phone = await open("administrator", SIZES.phone);
  await phone.page.getByText("Y alguna víctima es o puede ser menor de edad.").waitFor();
  // The wall's own rule: what raises it, where it goes, and nothing of any case.
  const wall = phone.page.locator("#wall-rule");
  await wall.getByText("Funcionario cómplice", { exact: false }).first().waitFor();
  expect(await wall.textContent()).toContain("se paga a una autoridad");
  const offices = phone.page.locator("#prosecutor-units");
  expect(await offices.locator("tbody tr").count()).toBe(9);
  expect(await offices.textContent()).toContain("Todo el país");
  expect(await offices.textContent()).not.toContain("No existe");
  await shoot(phone.page, "wall-rule-phone");
  await expectAccessible(phone.page);
  await expectNothingCutOff(phone.page);
  expect(await phone.page.getByRole("button", { name: /Cambiar|Confirmar|Retirar/ }).count()).toBe(0);
  await phone.context.close();
});

test("who keeps the register and whom an alert goes up to; another institution takes two, and units that hear", async () => {
  const keeper = await sitDown(browser, server, { login: "catalogos", path: "/administration/institution" });
  const { page } = keeper;
  const panel = page.locator("#keeper");
  await panel.getByText("Según el paquete del país, desde el comienzo").waitFor();
  expect(await panel.textContent()).toContain("Policía Nacional del Perú");
  const line = page.getByRole("row").filter({ hasText: "Madre de Dios" }).first();
  await expect.poll(() => line.textContent()).toMatch(/a los \d+ minutos.*Policía Nacional del Perú, a los/);
  await expectAccessible(page);
  await shoot(page, "institution-desk");
  await page.setViewportSize(SIZES.phone);
  await expectNothingCutOff(page);
  await expectAccessible(page);
  await shoot(page, "institution-phone");
  await page.setViewportSize(SIZES.desk);

  // Another institution is opened by whoever keeps the units.
  const administrator = await sitDown(browser, server, {
    login: "administrator",
    path: "/administration/units",
  });
  await administrator.page
    .getByRole("treeitem", { name: /Policía Nacional del Perú/ })
    .first()
    .click();
  await press(administrator.page, "Abrir una dependencia debajo");
  await administrator.page.getByRole("radio", { name: "De ninguna: encabeza otra institución" }).check();
  await administrator.page
    .getByRole("dialog")
    .getByLabel("Nombre", { exact: true })
    .fill("Ministerio Público");
  await press(administrator.page, "Ver qué cambiaría");
  await press(administrator.page, "Hacer el cambio");
  await administrator.page.getByText(/^El cambio está hecho/).waitFor();
  await administrator.page.goto(`${server.url}/administration/institution`);
  await administrator.page.locator("#keeper").waitFor();
  expect(await administrator.page.getByRole("button", { name: "Cambiar quién lo lleva" }).count()).toBe(0);
  await administrator.context.close();

  await page.reload();
  await press(page, "Cambiar quién lo lleva");
  await page.getByLabel("Dependencia que la encabeza").selectOption({ label: "Ministerio Público" });
  await page.getByLabel("Nombre en español").fill("");
  await press(page, "Ver qué cambiaría");
  await page.getByText("Falta este dato.").waitFor();
  await page.getByLabel("Nombre en español").fill("Ministerio Público");
  await press(page, "Ver qué cambiaría");
  await page.getByText(/no hay ese día una unidad especializada nacional/).waitFor();
  await press(page, "Corregir");
  // The same institution under its full name: only what it is called.
  await page.getByLabel("Dependencia que la encabeza").selectOption({ label: "Policía Nacional del Perú" });
  await page.getByLabel("Nombre en español").fill("Policía Nacional del Perú, DIRINCRI");
  await press(page, "Ver qué cambiaría");
  await press(page, "Hacer el cambio");
  await page.getByText("Falta que otra persona lo confirme.", { exact: false }).first().waitFor();
  await page.getByRole("button", { name: /^Confirmar/ }).click();
  await page.getByText("Otra persona debe confirmarlo: usted mismo lo propuso.").waitFor();
  await expectAccessible(page);
  const second = await sitDown(browser, server, { login: "catalogos2", path: "/administration/institution" });
  await second.page.getByRole("button", { name: /^Confirmar/ }).click();
  await second.page.getByText("El cambio está confirmado.").waitFor();
  await expect
    .poll(() => second.page.locator("#keeper").textContent(), { timeout: 15_000 })
    .toContain("Policía Nacional del Perú, DIRINCRI");
  expect([...keeper.errors, ...second.errors]).toEqual([]);
  await second.context.close();
  await keeper.context.close();
});

test("the limits of the weekly review are said in words, proposed by one auditor and agreed to by another", async () => {
  await server.addOfficer("auditor2", UNITS.ombudsman, "auditor");
  const looked = async (on: Page, name: string) => {
    await expectAccessible(on);
    await expectNothingCutOff(on);
    await shoot(on, name);
  };
  const first = await sitDown(browser, server, { login: "auditor", path: "/audit/review" });
  const { page } = first;
  const searches = page.locator("#review-rules").getByRole("row").filter({ hasText: "búsquedas en un día" });
  await searches.getByText("Más de 60 búsquedas en un día.").waitFor();
  await press(page, "Proponer otros límites");
  await page.getByLabel("Búsquedas en un día: más de").fill("ninguna");
  await press(page, "Ver qué cambiaría");
  await page.getByText("Escriba un número entero dentro de lo posible.").waitFor();
  await looked(page, "review-rules-dialog");
  await page.getByLabel("Búsquedas en un día: más de").fill("45");
  await page.getByLabel("De noche: hasta qué hora (0 a 23)").fill("23");
  await press(page, "Ver qué cambiaría");
  await page.getByText("La noche no puede empezar y terminar a la misma hora.").waitFor();
  await press(page, "Corregir");
  await page.getByLabel("De noche: hasta qué hora (0 a 23)").fill("5");
  await press(page, "Ver qué cambiaría");
  await page.getByRole("dialog").getByText("Más de 45 búsquedas en un día.").waitFor();
  await press(page, "Hacer el cambio");
  await page.getByText("Falta que otra persona lo confirme.", { exact: false }).first().waitFor();
  await looked(page, "review-rules-desk");
  const second = await sitDown(browser, server, {
    ...{ login: "auditor2", path: "/audit/review", size: SIZES.phone },
  });
  await second.page.getByRole("button", { name: /^Confirmar/ }).click();
  await second.page.getByText("El cambio está confirmado.").waitFor();
  await second.page.locator("#review-rules").getByText("Más de 45 búsquedas en un día.").waitFor();
  await looked(second.page, "review-rules-phone");
  for (const { errors, context } of [first, second]) {
    expect(errors).toEqual([]);
    await context.close();
  }
});
