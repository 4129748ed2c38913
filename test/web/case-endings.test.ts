// Striking, closing, annulling and joining on the screen, and what a field said before: by keyboard, to the ear, on paper.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Acknowledgement, CaseFile } from "#src/schema/case.ts";
import { newAmendment, newDecision } from "../support/amendments.ts";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint } from "../support/complaints.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  await server.addOfficer("amender", UNITS.national, "amender");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function register(): Promise<{ caseId: string; caseNumber: string }> {
  const body = newComplaint();
  const answer = await (await server.signIn("registrar")).send("POST", "/api/complaints", body);
  expect(answer.status, answer.text).toBe(201);
  return { caseId: body.caseId, caseNumber: (answer.json as Acknowledgement).caseNumber };
}
const fileOf = async (caseId: string) =>
  (await (await server.signIn("investigator")).get(`/api/cases/${caseId}`)).json as CaseFile;
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const open = (login: string, caseId: string, size: (typeof SIZES)[keyof typeof SIZES] = SIZES.desk) =>
  sitDown(browser, server, { login, path: `/cases/${caseId}`, size });

/** Pictures to look at, where a folder for them is given. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.RETA_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function propose(page: Page): Promise<void> {
  await page.getByRole("dialog").getByLabel("Explicación").fill("Explicación inventada.");
  await press(page, "Proponer");
  await page.getByText(/^Propuesto el .* Otra persona/).waitFor();
}

async function approve(caseId: string): Promise<void> {
  const { page, context } = await open("amender", caseId);
  await press(page, "Aprobar");
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Aprobar" }).click();
  await page.getByText(/^Resuelto el/).waitFor();
  await context.close();
}

test("a suspect put there by mistake is struck: still in sight, marked, with who and why, and put back", async () => {
  const { caseId } = await register();
  const { page, context, errors } = await open("investigator", caseId);
  await press(page, "Proponer corrección");
  await press(page, "Retirar: Denunciado 1");
  await expectAccessible(page);
  await press(page, "Proponer");
  expect(await page.getByRole("dialog").getByText("Falta este dato.").count()).toBe(2);
  await page.getByRole("dialog").getByLabel("Motivo").selectOption("wrong-person");
  await propose(page);
  expect(await page.locator("#pending").textContent()).toContain("Retira a un denunciado");
  await approve(caseId);
  await page.reload();
  const struck = page.locator(".struck").first();
  await struck.waitFor();
  expect(await struck.textContent()).toContain("Retirado");
  expect(await page.locator("#history").textContent()).toContain(
    "Retirar: Denunciado 1 · Dato de otra persona",
  );
  const marker = page.getByRole("button", { name: "Antes (1): Denunciado 1", exact: true });
  await marker.focus();
  await page.keyboard.press("Enter");
  expect(await marker.getAttribute("aria-expanded")).toBe("true");
  await page
    .getByText(/Se retiró\..*Oficial investigator.*Dato de otra persona.*aprobó Oficial amender/)
    .waitFor();
  await expectAccessible(page);
  await press(page, "Proponer corrección");
  await page.getByRole("button", { name: "Restituir: Denunciado 1", exact: true }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test("a field shows what it said before, also on paper, and the history says it in words", async () => {
  const { caseId } = await register();
  const [registrar, amender] = await Promise.all([server.signIn("registrar"), server.signIn("amender")]);
  const amendment = newAmendment(caseId, "/factsTo", { oldValue: "2021-10-03", newValue: "2021-10-02" });
  await registrar.send("POST", `/api/cases/${caseId}/amendments`, amendment);
  const decided = await amender.send(
    "POST",
    `/api/cases/${caseId}/decisions`,
    newDecision(caseId, amendment.entryId, true),
  );
  expect(decided.status, decided.text).toBe(201);
  const { page, context } = await open("investigator", caseId);
  const said = page.locator(".field-history").first();
  await said.waitFor({ state: "attached" });
  expect(await said.isVisible()).toBe(false);
  await page.emulateMedia({ media: "print" });
  expect(await said.isVisible()).toBe(true);
  expect(await said.textContent()).toMatch(/Decía: .*2021.*Oficial registrar.*aprobó Oficial amender/);
  await page.emulateMedia({ media: "screen" });
  const history = page.locator("#history");
  expect(await history.textContent()).toMatch(/Corregir: .* · La persona corrigió su declaración/);
  expect(await history.textContent()).toMatch(/Aprobada \(2\): Corregir/);
  // The explanation is free words, which may name anybody: not before the names are open.
  expect(await history.textContent()).not.toContain("La denunciante lo aclaró");
  await page.getByRole("button", { name: "English" }).click();
  await expect.poll(() => history.textContent()).toContain("Approved (2): Correct");
  await context.close();
});

test("a case is closed and annulled by an authority's paper, and says so in the file and in the list", async () => {
  const { caseId, caseNumber } = await register();
  const { page, context } = await open("investigator", caseId);
  await page.getByText("Cerrar, anular o acumular").click();
  await press(page, "Cerrar el caso");
  await expectAccessible(page);
  await page.getByLabel("Cómo terminó").selectOption("convicted");
  await propose(page);
  await approve(caseId);
  await page.reload();
  await page.getByText("Sentencia condenatoria", { exact: true }).waitFor();
  await page.getByText("Cerrar, anular o acumular").click();
  await press(page, "Anular el caso");
  await press(page, "Proponer");
  expect(await page.getByRole("dialog").getByText("Falta este dato.").count()).toBe(5);
  await page.getByLabel("Documento", { exact: true }).selectOption("court-order");
  await page.getByLabel("Número", { exact: true }).fill("15-2026");
  await page.getByLabel("Fecha", { exact: true }).fill("2026-02-03");
  await page.getByLabel("Autoridad").selectOption("investigating-judge");
  await expectAccessible(page);
  await propose(page);
  await approve(caseId);
  await page.reload();
  await page
    .getByText(/Anulado por Auto judicial 15-2026 del .*, Juzgado de investigación preparatoria/)
    .waitFor();
  expect(await page.getByRole("button", { name: "Ampliar" }).count()).toBe(0);
  await expectAccessible(page);
  await page.goto(`${server.url}/cases`);
  const row = page.getByRole("row").filter({ hasText: caseNumber });
  await expect.poll(() => row.textContent()).toContain("Anulado");
  await context.close();
});

test("two cases are joined by number, the list keeps the surviving one, and they are separated again", async () => {
  const [one, other] = [await register(), await register()];
  const { page, context } = await open("investigator", one.caseId);
  await page.getByText("Cerrar, anular o acumular").click();
  await press(page, "Acumular otro caso a este");
  const dialog = page.getByRole("dialog");
  const number = dialog.getByLabel("Número del otro caso");
  await number.fill("0000");
  await dialog.getByText("Ese número no puede ser de un caso.").waitFor();
  await number.fill(other.caseNumber.toLowerCase());
  await dialog.getByLabel("Motivo").selectOption("same-facts");
  await expectAccessible(page);
  await propose(page);
  await approve(one.caseId);
  await page.goto(`${server.url}/cases/${other.caseId}`);
  await page.getByText("Continúa en el caso").waitFor();
  await page.getByRole("link", { name: one.caseNumber }).click();
  await page.getByRole("heading", { name: `Caso acumulado ${other.caseNumber}` }).waitFor();
  await page.getByRole("heading", { name: "Calificación con los casos acumulados" }).waitFor();
  await expectAccessible(page);
  await page.goto(`${server.url}/cases`);
  const row = page.getByRole("row").filter({ hasText: one.caseNumber });
  await expect.poll(() => row.textContent()).toContain(`Incluye ${other.caseNumber}`);
  await page.goto(`${server.url}/cases/${one.caseId}`);
  await press(page, "Separar");
  await dialog.getByLabel("Motivo").selectOption("joined-by-mistake");
  await propose(page);
  await approve(one.caseId);
  expect(await fileOf(other.caseId)).toMatchObject({ line: { status: "open", mergedInto: null } });
  await context.close();
});

test("a case that is two is divided: who goes is chosen, both files say so, and who went is marked", async () => {
  const { caseId } = await register();
  const { page, context, errors } = await open("investigator", caseId);
  await page.getByText("Cerrar, anular o acumular").click();
  await press(page, "Dividir en dos casos");
  const dialog = page.getByRole("dialog");
  await press(page, "Proponer");
  await dialog.getByText("Elija al menos una persona que pasa al otro caso.").waitFor();
  await dialog.getByLabel("Víctima 1").selectOption("goes");
  await dialog.getByLabel("Denunciado 1").selectOption("both");
  await dialog.getByLabel("Motivo").selectOption("other");
  await expectAccessible(page);
  await propose(page);
  const pending = page.locator("#pending");
  expect(await pending.textContent()).toMatch(
    /Pasa al otro caso.*Víctima 1; Denunciado 1.*Se queda en este.*Víctima 2/,
  );
  await approve(caseId);
  await page.reload();
  await page.getByText("Una parte sigue en el caso").waitFor();
  const gone = page.locator(".struck").first();
  expect(await gone.textContent()).toContain("Pasó a otro caso");
  await expectAccessible(page);
  const { dividedInto } = await fileOf(caseId);
  await page.getByRole("link", { name: dividedInto[0]?.caseNumber ?? "?" }).click();
  await page.getByText("Era parte del caso").waitFor();
  expect(await page.locator("#history").textContent()).toMatch(/División en dos casos.*Parte del caso/);
  await page.setViewportSize(SIZES.phone);
  await expectNothingCutOff(page);
  expect(errors).toEqual([]);
  await context.close();
});

test("the file of a case with all of this fits a phone", async () => {
  const { caseId } = await register();
  const { page, context } = await open("investigator", caseId, SIZES.phone);
  await page.getByText("Cerrar, anular o acumular").click();
  await press(page, "Anular el caso");
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await context.close();
});

test("a detail of who complained is corrected unseen: written at the counter, approved by the reason alone", async () => {
  const { caseId } = await register();
  const counter = await open("registrar", caseId, SIZES.phone);
  const { page } = counter;
  await press(page, "Proponer corrección");
  await press(page, "Corregir: Denunciante · Nombre");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("No se muestra lo que dice ahora.", { exact: false }).waitFor();
  await press(page, "Proponer");
  expect(await dialog.getByText("Falta este dato.").count()).toBe(3);
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await dialog.getByLabel("Nombres").fill("Quien Denuncia");
  await dialog.getByLabel("Apellido paterno").fill("Rectificada");
  await dialog.getByLabel("Motivo").selectOption("statement-corrected");
  await dialog.getByLabel("Explicación").fill("Se apellida Rectificada.");
  await press(page, "Proponer");
  await dialog.getByText("La explicación repite el dato.", { exact: false }).waitFor();
  await shoot(page, "blind-390");
  await propose(page);
  expect(await page.locator("#pending").textContent()).toContain("Toca a quien denuncia");
  expect(await page.locator("body").textContent()).not.toContain("Rectificada");
  const deciding = await open("amender", caseId);
  await deciding.page.getByText("Para leer la explicación abra los nombres.").waitFor();
  await expectAccessible(deciding.page);
  await shoot(deciding.page, "blind-1366");
  await deciding.context.close();
  await approve(caseId);
  expect((await fileOf(caseId)).changes).toMatchObject([
    { pointer: "/complainant/person/personal/name", closed: true },
  ]);
  // A code of theirs, taken away.
  await page.reload();
  await press(page, "Proponer corrección");
  await page.getByText("Datos en claves (sexo, edad, lengua…)").click();
  await press(page, "Corregir: Denunciante · Sexo");
  await press(page, "Proponer");
  expect(await dialog.getByText("Falta este dato.").count()).toBe(3);
  await dialog.getByLabel("Quitar lo que diga: no debió anotarse").check();
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await shoot(page, "blind-code-390");
  await dialog.getByLabel("Motivo").selectOption("statement-corrected");
  await dialog.getByLabel("Explicación").fill("No se le preguntó.");
  await propose(page);
  await approve(caseId);
  await page.reload();
  await page.getByText("Dato de quien denuncia: no se muestra a nadie que lea el caso.").first().waitFor();
  expect(counter.errors).toEqual([]);
  await counter.context.close();
});
