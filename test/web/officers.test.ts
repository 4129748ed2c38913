// Administration on a real server: officers, postings, codes for newcomers, the audit trail, and no case anywhere.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { agreeTo } from "../support/enrolment.ts";
import { startServer, TEST_PASSWORD, type TestServer } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  await server.addOfficer("segunda", "pe-pnp", "administrator");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const status = async (login: string, password: string) =>
  (await server.anonymous.send("POST", "/api/session", { login, password })).status;

/** Pictures to look at, where a folder for them is given. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.RETA_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function chooseUnit(page: Page, typed: string, name: string | RegExp): Promise<void> {
  await page.getByLabel("Dependencia", { exact: true }).fill(typed);
  await page.getByRole("option", { name }).click();
}

/** Reads the code off the slip and puts the slip away. */
async function takeSlip(page: Page): Promise<string> {
  const slip = page.getByRole("dialog", { name: "Código de ingreso" });
  await slip.waitFor();
  await expectAccessible(page);
  const password = (await slip.locator(".slip-password").textContent()) ?? "";
  await press(page, "Ya lo entregué");
  await expect.poll(() => page.locator("main").textContent()).not.toContain(password);
  return password;
}

test("a new officer is created with a posting; the code is shown once and lets the officer choose how to sign in", async () => {
  const officer = await sitDown(browser, server, { login: "administrator", path: "/" });
  const { page } = officer;
  await page.getByRole("heading", { name: "Efectivos" }).waitFor();
  await expectAccessible(page);
  await press(page, "Nuevo efectivo");
  await press(page, "Crear efectivo");
  expect(await page.getByText("Falta este dato.").count()).toBe(3);
  expect(await page.locator(":focus").getAttribute("id")).toBe("officer-name");
  await expectAccessible(page);
  await page.getByLabel("Nombre", { exact: true }).fill("Rosa Inventada Ficticia");
  await page.getByLabel("Usuario", { exact: true }).fill("registrar");
  await page.getByLabel("Grado").selectOption("s1");
  await page.getByLabel("CIP").fill("12345678");
  await page.getByLabel("Documento de identidad").fill("00100205");
  await chooseUnit(page, "huamachuco", "Comisaría PNP Huamachuco");
  await page.getByRole("radio", { name: /^Registrador/ }).check();
  await page.getByLabel("Número de la orden o resolución").fill("RD 123-2026");
  await press(page, "Crear efectivo");
  await page.getByText("Ese nombre de usuario ya existe.").waitFor();
  expect(await page.getByLabel("Nombre", { exact: true }).inputValue()).toBe("Rosa Inventada Ficticia");
  await page.getByLabel("Usuario", { exact: true }).fill("rosa.inventada");
  await press(page, "Crear efectivo");
  await page.getByText(/^El efectivo está creado/).waitFor();
  await expectAccessible(page);
  await shoot(page, "officer-created-desk");

  const other = await sitDown(browser, server, { login: "segunda", path: "/enrolments" });
  const second = other.page;
  await second.getByRole("heading", { name: "Cargos que esperan confirmación" }).waitFor();
  await expectAccessible(second);
  await shoot(second, "posting-waits-desk");
  await second.setViewportSize(SIZES.phone);
  await expectNothingCutOff(second);
  await shoot(second, "posting-waits-phone");
  await second.setViewportSize(SIZES.desk);
  await press(second, "Confirmar cargo: Rosa Inventada Ficticia");
  await second
    .getByRole("dialog")
    .getByText(/si vio la orden RD 123-2026/)
    .waitFor();
  await expectAccessible(second);
  await second.getByRole("dialog").getByRole("button", { name: "Confirmar cargo" }).click();
  await second.getByText("El cargo está confirmado.").waitFor();
  await expect.poll(() => second.getByRole("heading", { name: /esperan confirmación/ }).count()).toBe(0);
  await press(second, "Dar código: Rosa Inventada Ficticia");
  await second.getByRole("dialog").getByRole("button", { name: "Dar código" }).click();
  const code = await takeSlip(second);
  expect(other.errors).toEqual([]);
  await other.context.close();
  await page.reload();
  const row = page.getByRole("row").filter({ hasText: "rosa.inventada" });
  await expect.poll(() => row.textContent()).toContain("Comisaría PNP Huamachuco");
  await row.getByRole("button", { name: /^Ver y cambiar/ }).click();
  await page.getByText("El registro lo conoce por su documento.").waitFor();
  await press(page, "Registrar documento");
  await page.getByText("Use de 6 a 15 cifras.").waitFor();
  await page.locator("#identity-card").fill("00100206");
  await press(page, "Registrar documento");
  await page.getByText("Documento registrado.").waitFor();
  await expectAccessible(page);
  expect(officer.errors).toEqual([]);
  expect(officer.strangers).toEqual([]);
  await officer.context.close();

  const context = await browser.newContext({ locale: "es-PE" });
  const own = await context.newPage();
  await own.goto(server.url);
  await own.getByRole("link", { name: "Tengo un código de mi unidad" }).click();
  await own.getByRole("heading", { name: "Preparar su ingreso" }).waitFor();
  await expectAccessible(own);
  await own.getByLabel("Código de ingreso").fill("AAAA-BBBB-CCCC");
  await press(own, "Continuar");
  await own.getByText("Los datos para entrar no son correctos.").waitFor();
  await own.getByLabel("Código de ingreso").fill(code.toLowerCase().replaceAll("-", " "));
  await press(own, "Continuar");
  await own.getByRole("heading", { name: "Proteja su cuenta" }).waitFor();
  await expectAccessible(own);
  await own.getByLabel("Contraseña nueva", { exact: true }).fill("tres gallinas cruzan despacio");
  await own.getByLabel("Repita la contraseña nueva").fill("tres gallinas cruzan despacio");
  await press(own, "Guardar");
  await own.getByRole("navigation").waitFor();
  expect(await own.locator(".who").textContent()).toContain("Rosa Inventada Ficticia");
  await context.close();
}, 120_000);

test("a posting is given and ended with dates, and with it the right to sign in", async () => {
  await server.addOfficer("trasladado", "pe-st-170101", "registrar");
  const { page, context } = await sitDown(browser, server, {
    login: "administrator",
    path: "/administration",
  });
  await page.getByLabel("Buscar por nombre o usuario").fill("trasladado");
  await press(page, "Buscar");
  await press(page, "Ver y cambiar: Oficial trasladado");
  await page.getByRole("heading", { name: "Oficial trasladado (trasladado)" }).waitFor();
  await expectAccessible(page);
  expect(await status("trasladado", TEST_PASSWORD)).toBe(200);
  await page.getByRole("button", { name: /^Terminar el cargo en/ }).click();
  await expectAccessible(page);
  await press(page, "Terminar el cargo ahora");
  await page.getByText("El cargo terminó.").waitFor();
  await expect.poll(() => page.getByRole("row").last().textContent()).toContain("Terminado");
  expect(await status("trasladado", TEST_PASSWORD)).not.toBe(200);

  // By institution first: who prosecutes does so in an office of the prosecution, and nobody registers there.
  const institution = page.getByLabel("Institución", { exact: true });
  await institution.selectOption({ label: "Ministerio Público – Fiscalía de la Nación" });
  await chooseUnit(page, "trata madre de dios", /Trata de Personas – Madre de Dios/);
  const roles = page.locator("#posting-role").getByRole("radio");
  await expect.poll(() => roles.count()).toBe(5);
  expect(await page.getByRole("radio", { name: /^Registrador/ }).count()).toBe(0);
  await expectAccessible(page);
  await institution.selectOption({ label: "Policía Nacional del Perú" });
  await chooseUnit(page, "tambopata", "Comisaría PNP Tambopata");
  await page.getByRole("radio", { name: /^Registrador/ }).check();
  const until = page.locator("#posting-to").locator("xpath=..");
  await until.getByLabel("Año").fill("2019");
  await press(page, "Dar el cargo");
  await page.getByText("Escriba día, mes y año.").waitFor();
  const last = async (year: number) => {
    await until.getByLabel("Año").fill(String(year));
    await until.getByLabel("Mes").selectOption("06");
    await until.getByLabel("Día").fill("15");
  };
  await last(2099);
  await press(page, "Dar el cargo");
  await page.getByText(/^Un cargo no dura tanto/).waitFor();
  const year = new Date().getUTCFullYear() + (new Date().getUTCMonth() < 5 ? 0 : 1);
  await last(year);
  await page.getByLabel("Número de la orden o resolución").fill("RD 124-2026");
  await press(page, "Dar el cargo");
  await page.getByText(/^El cargo está propuesto/).waitFor();
  expect(await status("trasladado", TEST_PASSWORD)).not.toBe(200);
  const second = await server.signIn("segunda");
  const { proposals } = (await second.get("/api/posting-proposals")).json as {
    proposals: { postingId: string; login: string }[];
  };
  const waiting = proposals.find(({ login }) => login === "trasladado");
  expect((await agreeTo(second, waiting?.postingId ?? "")).status).toBe(204);
  // The last day is included: in Lima the posting ends when the next one begins.
  const administrator = await server.signIn("administrator");
  const { officers } = (await administrator.get("/api/officers?search=trasladado")).json as {
    officers: { postings: { validTo: string }[] }[];
  };
  expect(new Date(officers[0]?.postings[0]?.validTo ?? 0).toISOString()).toBe(`${year}-06-16T05:00:00.000Z`);
  expect(await status("trasladado", TEST_PASSWORD)).toBe(200);
  await context.close();
});

test("a posting that ends soon is told to its officer and the chief, who renews it with an order", async () => {
  await server.rows(
    `update postings p set valid_to = now() + interval '12 days',
        valid_from = now() + interval '12 days' - interval '12 months' from officers o
      where o.officer_id = p.officer_id and o.login = 'colleague'`,
  );
  const own = await sitDown(browser, server, { login: "colleague", path: "/cases" });
  await own.page.getByText(/^Su cargo en Comisaría PNP Tambopata termina el/).waitFor();
  await expectAccessible(own.page);
  await shoot(own.page, "posting-own-desk");
  const { page, context } = await sitDown(browser, server, { login: "chief", path: "/cases" });
  await page.getByText("Cargos que terminan pronto, de los efectivos a su alcance: 1.").waitFor();
  await page.getByRole("link", { name: "Ver y renovar" }).click();
  const row = page.getByRole("row").filter({ hasText: "Oficial colleague" });
  await expect.poll(() => row.textContent()).toContain("Termina pronto");
  expect(await page.getByRole("row").filter({ hasText: "Oficial registrar" }).count()).toBe(0);
  await shoot(page, "postings-ending-desk");
  await page.setViewportSize(SIZES.phone);
  await expectNothingCutOff(page);
  await expectAccessible(page);
  await shoot(page, "postings-ending-phone");
  await page.setViewportSize(SIZES.desk);
  await press(page, "Renovar cargo: Oficial colleague");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Renovar cargo" }).click();
  await dialog.getByText(/^Escriba el número de la orden/).waitFor();
  await expectAccessible(page);
  await dialog.getByLabel("Número de la orden o resolución").fill("RD 900-2026");
  await dialog.getByRole("button", { name: "Renovar cargo" }).click();
  await page.getByText(/^El cargo está renovado hasta el/).waitFor();
  await expect.poll(() => row.count()).toBe(0);
  await own.page.reload();
  await own.page.getByRole("heading", { name: "Casos" }).waitFor();
  await expect.poll(() => own.page.getByText(/^Su cargo en/).count()).toBe(0);
  await own.context.close();
  await context.close();

  // The administrator sees by which order it goes on.
  const office = await sitDown(browser, server, { login: "administrator", path: "/administration" });
  await office.page.getByLabel("Buscar por nombre o usuario").fill("colleague");
  await press(office.page, "Buscar");
  await press(office.page, "Ver y cambiar: Oficial colleague");
  await office.page.getByText(/^Renovado el .*RD 900-2026$/).waitFor();
  await expectAccessible(office.page);
  await shoot(office.page, "officer-renewed-desk");
  await office.context.close();
});

test("a lost way in is asked for by one and confirmed by another, and the officer is told", async () => {
  await server.addOfficer("olvidadizo", "pe-st-170101", "registrar");
  await server.addOfficer("otra-administradora", "pe-pnp", "administrator");
  const find = async (login: string) => {
    const { page } = await sitDown(browser, server, { login, path: "/enrolments" });
    await page.getByLabel("Buscar por nombre o usuario").fill("olvidadizo");
    await press(page, "Buscar");
    return page;
  };
  const first = await find("administrator");
  await press(first, "Pedir recuperación: Oficial olvidadizo");
  await expectAccessible(first);
  await first.getByRole("dialog").getByRole("button", { name: "Pedir recuperación" }).click();
  await first.getByText("Está pedido. Falta que otra persona lo confirme.").waitFor();
  expect(await first.getByRole("button", { name: /^Confirmar recuperación/ }).count()).toBe(0);
  expect(await status("olvidadizo", TEST_PASSWORD)).toBe(200);
  await first.context().close();

  const second = await find("otra-administradora");
  await second.getByText("Oficial administrator pidió recuperarlo").waitFor();
  await press(second, "Confirmar recuperación: Oficial olvidadizo");
  await second.getByRole("dialog").getByRole("button", { name: "Confirmar recuperación" }).click();
  const code = await takeSlip(second);
  expect(await status("olvidadizo", TEST_PASSWORD)).toBe(401);
  await second.context().close();

  const own = await (await browser.newContext({ locale: "es-PE" })).newPage();
  await own.goto(`${server.url}/enrol`);
  await own.getByLabel("Código de ingreso").fill(code);
  await press(own, "Continuar");
  await own.getByLabel("Contraseña nueva", { exact: true }).fill("tres gallinas cruzan despacio");
  await own.getByLabel("Repita la contraseña nueva").fill("tres gallinas cruzan despacio");
  await press(own, "Guardar");
  await own.getByText(/lo pidió Oficial administrator y lo confirmó Oficial otra-administradora/).waitFor();
  await expectAccessible(own);
  await press(own, "Lo he leído");
  await expect.poll(() => own.getByText(/se recuperó su ingreso/).count()).toBe(0);
  await own.context().close();
});

test("only the slip is printed", async () => {
  const officerId = crypto.randomUUID();
  const posting = {
    ...{ postingId: crypto.randomUUID(), unitId: "pe-st-170101", role: "registrar" },
    orderNumber: "RD 1-2026",
  };
  const administrator = await server.signIn("administrator");
  await administrator.send("POST", "/api/officers", {
    officerId,
    login: "impreso",
    name: "Oficial impreso",
    posting,
  });
  expect((await agreeTo(await server.signIn("segunda"), posting.postingId)).status).toBe(204);
  const { page, context } = await sitDown(browser, server, { login: "administrator", path: "/enrolments" });
  await page.getByLabel("Buscar por nombre o usuario").fill("impreso");
  await press(page, "Buscar");
  await press(page, "Dar código: Oficial impreso");
  await page.getByRole("dialog").getByRole("button", { name: "Dar código" }).click();
  await page.locator(".slip").waitFor();
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".slip-password").isVisible()).toBe(true);
  expect(await page.getByRole("table").count()).toBe(0);
  expect(await page.getByText("Se muestra una sola vez").isVisible()).toBe(false);
  const lines = await page.locator(".slip-password").evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getClientRects().length;
  });
  expect(lines).toBe(1);
  await context.close();
});

test("the audit trail is read page by page and by officer and action, without a case's content", async () => {
  const registrar = await server.signIn("registrar");
  const { caseNumber } = (await registrar.send("POST", "/api/complaints", newComplaint(typicalComplaint())))
    .json as { caseNumber: string };
  for (let n = 0; n < 105; n++) await registrar.get("/api/cases");
  const { page, context } = await sitDown(browser, server, { login: "auditor", path: "/audit" });
  const rows = page.getByRole("row").filter({ has: page.getByRole("cell") });
  await expect.poll(() => rows.count()).toBe(100);
  await expectAccessible(page);
  await press(page, "Más");
  await expect.poll(() => rows.count()).toBeGreaterThan(100);
  await page.getByLabel("Efectivo").fill("nadie-asi");
  await press(page, "Buscar");
  await page.getByText("Ningún efectivo con ese nombre.").waitFor();
  await page.getByLabel("Efectivo").fill("registrar");
  await page.getByLabel("Acción", { exact: true }).selectOption("complaint.register");
  await press(page, "Buscar");
  await expect.poll(() => rows.count()).toBe(1);
  expect(await rows.first().textContent()).toContain("Registró una denuncia");
  await page.getByLabel("Efectivo").fill("");
  await page.getByLabel("Acción", { exact: true }).selectOption("session.sign-in");
  await press(page, "Buscar");
  const entered = rows.filter({ hasText: "Ingresó" }).filter({ hasText: "Oficial registrar" });
  await entered.first().waitFor();
  // Words, not codes.
  expect(await page.getByRole("table").textContent()).not.toMatch(/signed-in|outcome|[0-9a-f]{8}-/);
  const said = await page.locator("main").textContent();
  // An auditor is told the number, and by it finds what was done about the case; nothing of what it says.
  await page.getByLabel("Número del caso").fill(caseNumber);
  await page.getByLabel("Acción", { exact: true }).selectOption("");
  await press(page, "Buscar");
  await expect.poll(() => rows.count()).toBe(1);
  expect(await rows.first().textContent()).toContain(caseNumber);
  for (const secret of ["Bar El Ejemplo", "mesera", "Apodo", "00998877"]) expect(said).not.toContain(secret);
  await context.close();
});

test.each([
  ["administrator", ["Administración", "Auditoría", "Ingreso", "Ayuda"]],
  ["catalogue-administrator", ["Administración", "Auditoría", "Ayuda"]],
  ["key-custodian", ["Administración", "Auditoría", "Ayuda"]],
] as const)("the %s finds no case, no complaint page and no practice", async (role, places) => {
  const login = role === "administrator" ? role : `sin-casos-${role}`;
  if (login !== role) await server.addOfficer(login, "pe-pnp", role);
  const { page, context } = await sitDown(browser, server, { login, path: "/" });
  const links = await page.getByRole("navigation", { name: "Secciones" }).getByRole("link").allTextContents();
  expect(links).toEqual(places);
  expect(await page.getByRole("button", { name: "Practicar" }).count()).toBe(0);
  for (const path of ["/cases", "/complaint", "/alerts", `/cases/${crypto.randomUUID()}`]) {
    await page.goto(server.url + path);
    await page.getByRole("heading", { name: "Esta página no existe." }).waitFor();
  }
  await context.close();
});

test("administration and audit fit a phone", async () => {
  for (const path of ["/administration", "/audit", "/enrolments", "/help"]) {
    const { page, context } = await sitDown(browser, server, {
      login: "administrator",
      path,
      size: SIZES.phone,
    });
    await page.locator("main h1").waitFor();
    await expect.poll(() => page.getByText("Cargando…").count()).toBe(0);
    await expectAccessible(page);
    await expectNothingCutOff(page);
    await context.close();
  }
});
