// Two persons open a case in an emergency, on real screens; and a message reaches who complained without a name.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Acknowledgement } from "#src/schema/case.ts";
import { takeCase } from "../support/assignments.ts";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint } from "../support/complaints.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, openPage, SIZES, sitDown } from "./support/officer.ts";

const WHY = "La madre llamó: la van a trasladar esta noche.";
const QUESTION = "¿Puede hablar con nosotros el lunes?";
const ANSWER = "El martes por la tarde.";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  await server.addOfficer("special", UNITS.national, "specialised-unit");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function registered() {
  const complaint = newComplaint();
  const registrar = await server.signIn("registrar");
  const { json } = await registrar.send("POST", "/api/complaints", complaint);
  const { receipt, caseNumber } = json as Acknowledgement;
  if (receipt === null) throw new Error("no receipt");
  return { ...complaint, receipt, caseNumber };
}

async function looks(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await expectNothingCutOff(page);
  const { RETA_SHOTS: folder } = process.env;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

test("a chief asks, a second person agrees, it opens, everybody concerned is told, and it is reviewed", async () => {
  const { caseId, caseNumber, complaint } = await registered();
  const victim = complaint.victims[0]?.personal?.name?.givenNames ?? "";
  const chief = await sitDown(browser, server, { login: "chief", path: `/cases/${caseId}` });
  await chief.page.getByText("Abrir en una emergencia").first().click();
  await chief.page.getByRole("button", { name: "Pedir que se abra" }).click();
  const dialog = chief.page.getByRole("dialog");
  await dialog.getByText("Víctimas: nombres, datos y relato").waitFor();
  await dialog.getByRole("button", { name: "Pedir y dejar constancia" }).click();
  await dialog.getByText("Escriba qué pasa, con al menos 20 caracteres.").waitFor();
  await looks(chief.page, "unlock-ask-desk");
  await dialog.getByRole("radio", { name: "Peligro para la vida" }).check();
  await dialog.getByLabel("¿Qué pasa en este caso?").fill(WHY);
  await dialog.getByRole("button", { name: "Pedir y dejar constancia" }).click();
  await chief.page.getByText(/Espera a una segunda persona: quedan 1[45]:\d\d/).waitFor();
  await chief.page.getByText("Pedido. Avise por teléfono").waitFor();
  await looks(chief.page, "unlock-waiting-desk");

  const special = await sitDown(browser, server, { login: "special", size: SIZES.phone, path: "/unlocks" });
  await special.page.getByText("Piden una segunda persona").waitFor();
  await special.page.getByText("Oficial chief", { exact: false }).first().waitFor();
  // Nobody agrees to what they have not read.
  expect(await special.page.getByRole("button", { name: "Acepto abrirlo" }).count()).toBe(0);
  await special.page.getByRole("button", { name: "Leer por qué" }).click();
  await special.page.getByText(WHY).waitFor();
  await looks(special.page, "unlock-second-phone");
  await special.page.getByRole("button", { name: "Acepto abrirlo" }).click();
  await special.page.getByText(/Abierto: quedan 3:59:\d\d/).waitFor();

  await chief.page.reload();
  await chief.page.getByText(/Abierto: quedan 3:5\d:\d\d/).waitFor();
  expect(await chief.page.getByText(victim).count()).toBe(0);
  await chief.page.getByRole("button", { name: "Mostrar lo abierto" }).click();
  await chief.page.getByText(victim).first().waitFor();
  await chief.page.getByText("A la vista los nombres de las víctimas y el relato").waitFor();
  await looks(chief.page, "unlock-open-desk");
  await chief.page.getByRole("button", { name: "Ocultar" }).click();
  await chief.page.getByText(victim).first().waitFor({ state: "hidden" });
  await chief.page.getByRole("button", { name: "Mostrar lo abierto" }).click();
  await chief.page.getByText(victim).first().waitFor();
  await chief.page.getByRole("button", { name: "Cerrar ya" }).click();
  await chief.page.getByText(victim).first().waitFor({ state: "hidden" });

  const registrar = await sitDown(browser, server, { size: SIZES.phone, path: "/unlocks" });
  await registrar.page.getByText("Oficial chief,", { exact: false }).first().waitFor();
  await looks(registrar.page, "unlock-notice-phone");
  await registrar.page.getByRole("button", { name: "Lo he leído" }).click();
  await registrar.page.getByText("Leído", { exact: true }).waitFor();

  const auditor = await sitDown(browser, server, { login: "auditor", path: "/unlocks" });
  await auditor.page.getByText(/Revíselo antes del/).waitFor();
  await auditor.page.locator("#unlock-reviews").getByRole("button", { name: "Leer por qué" }).click();
  await auditor.page.getByText(WHY).waitFor();
  await looks(auditor.page, "unlock-review-desk");
  await auditor.page.getByRole("radio", { name: "Hacía falta" }).check();
  await auditor.page.getByLabel("Nota, sin nombres del caso").fill("Se llamó a la madre.");
  await auditor.page.getByRole("button", { name: "Marcar como revisado" }).click();
  await auditor.page.getByText("Nada abierto en una emergencia espera revisión.").waitFor();

  // Of the case itself the auditor sees that there is one, may leave a message, and finds what was done with it.
  await auditor.page.getByRole("link", { name: "Casos" }).click();
  await auditor.page.getByRole("link", { name: caseNumber }).click();
  await auditor.page.getByRole("heading", { name: `Caso ${caseNumber}` }).waitFor();
  await auditor.page.getByText("Aún no hay mensajes.").waitFor();
  await auditor.page.getByRole("textbox", { name: "Mensaje" }).fill(QUESTION);
  await auditor.page.getByRole("button", { name: "Dejar el mensaje" }).click();
  await auditor.page.getByText("Aún no lo lee").waitFor();
  await looks(auditor.page, "case-overseen-desk");
  await auditor.page.setViewportSize(SIZES.phone);
  await looks(auditor.page, "case-overseen-phone");
  await auditor.page.getByRole("link", { name: "Ver en la auditoría" }).click();
  await auditor.page.getByRole("cell", { name: "Mandó un mensaje a quien denunció" }).first().waitFor();
  for (const { errors, strangers, context } of [chief, special, registrar, auditor]) {
    expect([...errors, ...strangers]).toEqual([]);
    await context.close();
  }
}, 180_000);

test("who complained is read a message at the receipt, on a telephone, and answers; the officer never sees a name", async () => {
  const { caseId, complaint, receipt } = await registered();
  await takeCase(await server.signIn("investigator"), caseId);
  const given = complaint.complainant.person?.personal?.name?.givenNames ?? "";
  expect(given).not.toBe("");
  const officer = await sitDown(browser, server, { login: "investigator", path: `/cases/${caseId}` });
  const panel = officer.page.locator("#relay");
  await panel.getByText("Aún no hay mensajes.").waitFor();
  await panel.getByLabel("Mensaje").fill(QUESTION);
  await panel.getByRole("button", { name: "Dejar el mensaje" }).click();
  await panel.getByText("El mensaje espera en la constancia.").waitFor();
  await panel.getByText("Aún no lo lee").waitFor();
  await looks(officer.page, "relay-sent-desk");

  const context = await browser.newContext({ viewport: SIZES.phone, locale: "es-PE", hasTouch: true });
  const { page, errors } = await openPage(context, server);
  await page.goto(`${server.url}/check`);
  await page.getByLabel("Código").fill(receipt.code);
  await page.getByLabel("Las cuatro palabras").fill(receipt.phrase);
  await page.getByRole("button", { name: "Consultar" }).click();
  await page.getByText("Hay un mensaje para usted.").waitFor();
  expect(await page.getByText(QUESTION).count()).toBe(0);
  await page.getByRole("button", { name: "Leerlo" }).click();
  await page.getByText(QUESTION).waitFor();
  const told = await page.locator("main").innerText();
  for (const word of ["RETA", "Polic", "denuncia", "trata", "Comisar", "Oficial"])
    expect(told).not.toContain(word);
  await page.getByLabel("Su respuesta").fill(ANSWER);
  await looks(page, "relay-check-phone");
  await page.getByRole("button", { name: "Responder" }).click();
  await page.getByText("Ya respondió.").waitFor();
  expect(errors).toEqual([]);
  await context.close();

  await officer.page.reload();
  await panel.getByText(/Respondido el/).waitFor();
  await panel.getByRole("button", { name: "Leer los mensajes" }).click();
  await panel.getByText(ANSWER).waitFor();
  await looks(officer.page, "relay-answered-desk");
  expect(await officer.page.locator("body").innerText()).not.toContain(given);
  await officer.page.setViewportSize(SIZES.phone);
  await looks(officer.page, "relay-answered-phone");
  expect([...officer.errors, ...officer.strangers]).toEqual([]);
  await officer.context.close();
}, 120_000);
