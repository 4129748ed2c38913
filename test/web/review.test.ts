// The weekly review on a real server: items with the way to their events, conclusions that stay, canaries.
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { weekBefore } from "#src/domain/audit/week.ts";
import { auditChores } from "#src/main/audit-chores.ts";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { drawAnew, sealed, sealOpening } from "../support/openings.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
let caseNumber: string;
const complaint = newComplaint(typicalComplaint());
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const registrar = await server.signIn("registrar");
  const answer = await registrar.send("POST", "/api/complaints", complaint);
  caseNumber = (answer.json as { caseNumber: string }).caseNumber;
  await nightWork("investigator", 6);
  await auditChores(server.house).makeReview();
  await openings("investigator2");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Cases read at one in the morning of the week before. */
async function nightWork(login: string, count: number): Promise<void> {
  const [officer] = await server.rows<{ id: string }>(
    "select officer_id as id from officers where login = $1",
    [login],
  );
  const { from } = weekBefore(new Date().toISOString(), "America/Lima");
  const start = Date.parse(from) + 25 * 3_600_000;
  for (let i = 0; i < count; i += 1) {
    const event = {
      v: 2,
      at: new Date(start + i * 60_000).toISOString(),
      officerId: officer?.id,
      unitId: UNITS.regional,
      outcome: "done",
      requestId: "test",
      detail: {},
      action: "case.read",
      caseId: complaint.caseId,
    };
    await server.rows("select put_audit_event($1::jsonb, sha256($2::bytea))", [
      JSON.stringify(event),
      randomUUID(),
    ]);
  }
}

const DEVICE = "5eb1a2c3-0d4e-4f5a-8b6c-7d8e9f0a1b2c";

/** Names of the case opened by an officer of the region, this week and the week before. */
async function openings(login: string): Promise<void> {
  const [officer] = await server.rows<{ id: string }>(
    "select officer_id as id from officers where login = $1",
    [login],
  );
  const now = new Date().toISOString();
  const { from, to } = weekBefore(now, "America/Lima");
  const lastWeek = new Date(Date.parse(from) + 34 * 3_600_000).toISOString();
  for (const at of [lastWeek, lastWeek, to, to, to])
    await server.rows("select put_audit_event($1::jsonb, sha256($2::bytea))", [
      JSON.stringify({
        ...{
          v: 2,
          at,
          officerId: officer?.id,
          unitId: UNITS.regional,
          role: "investigator",
          outcome: "done",
        },
        ...{ action: "case.names.open", caseId: complaint.caseId, purpose: "investigation" },
        ...{ origin: "private-3fa", deviceId: DEVICE, classes: ["victim-identity"], detail: {} },
      }),
      randomUUID(),
    ]);
}

async function looks(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await expectNothingCutOff(page);
  const { RETA_SHOTS: folder } = process.env;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("an auditor looks at an item, at its events, and notes a conclusion that stays", async () => {
  const officer = await sitDown(browser, server, { login: "auditor", path: "/audit" });
  const { page } = officer;
  await page.getByRole("link", { name: "Revisión semanal" }).click();
  const list = page.getByRole("table", { name: "Qué mirar" });
  const row = list.getByRole("row").filter({ hasText: "Abrió casos o buscó de noche" });
  await row.waitFor();
  expect(await row.textContent()).toContain("Oficial investigator");
  expect(await row.textContent()).toContain("Eventos: 6");
  await expectAccessible(page);
  await row.getByRole("button", { name: /^Anotar/ }).click();
  await press(page, "Guardar la conclusión");
  expect(await page.getByText("Falta este dato.").count()).toBe(2);
  await expectAccessible(page);
  await page.getByRole("radio", { name: "Tiene explicación" }).check();
  await page.getByLabel("Por qué, en una frase").fill("Guardia de esa noche.");
  await press(page, "Guardar la conclusión");
  await page.getByText("La conclusión quedó anotada.").waitFor();
  await expect.poll(() => row.textContent()).toContain("Guardia de esa noche.");
  expect(await row.textContent()).toContain("Oficial auditor");
  await page.getByLabel("Solo lo que falta revisar").check();
  await page.getByText("Todo lo de esa semana está revisado.").waitFor();
  await page.getByLabel("Solo lo que falta revisar").uncheck();
  await row.getByRole("link", { name: /^Ver eventos: Oficial investigator/ }).click();
  await page.getByRole("heading", { name: "Auditoría", level: 1 }).waitFor();
  const events = page.getByRole("row").filter({ hasText: "Leyó un caso" });
  await expect.poll(() => events.count()).toBe(6);
  expect(officer.errors).toEqual([]);
  await officer.context.close();
});

test("events are asked for by days, kind and what was opened, and say under which posting and from where", async () => {
  const { page, context, errors } = await sitDown(browser, server, { login: "auditor", path: "/audit" });
  const asked: URLSearchParams[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname === "/api/audit") asked.push(url.searchParams);
  });
  const opened = page.getByRole("row").filter({ hasText: "Abrió nombres" });
  const find = () => press(page, "Buscar");
  await page.getByLabel("Tipo de acción").selectOption({ label: "Nombres abiertos" });
  expect(await page.getByLabel("Acción", { exact: true }).locator("option").allTextContents()).not.toContain(
    "Leyó un caso",
  );
  await page.getByLabel("Datos abiertos").selectOption({ label: "identidad de víctimas" });
  await find();
  await expect.poll(() => opened.count()).toBe(5);
  const row = opened.first();
  expect(await row.textContent()).toMatch(/Oficial investigator2Investigador · .*Trata/);
  expect(await row.textContent()).toMatch(/Red interna 3fa.*Equipo 5eb1a2c3/);
  await looks(page, "audit-filter-desk");
  await page.emulateMedia({ media: "print" });
  await row.getByText("Investigador").waitFor();
  expect(await page.getByLabel("Tipo de acción").isVisible()).toBe(false);
  await page.emulateMedia({ media: null });

  // Days of the country's clock, both included: those of the week before.
  const { from, to } = weekBefore(new Date().toISOString(), "America/Lima");
  const day = (at: string, after = 0) =>
    new Date(Date.parse(at) - 5 * 3_600_000 + after * 86_400_000).toISOString().slice(0, 10);
  const enter = async (name: string, date: string) => {
    const [year = "", month = "", ofMonth = ""] = date.split("-");
    const parts = page.getByRole("search").locator(`#audit-${name}`).locator("xpath=..");
    await parts.getByLabel("Día").fill(ofMonth);
    await parts.getByLabel("Mes").selectOption(month);
    await parts.getByLabel("Año").fill(year);
  };
  await enter("from", day(to));
  await enter("to", day(to, -1));
  await find();
  await page.getByText("Termina antes de empezar.").waitFor();
  await expectAccessible(page);
  await enter("from", day(from));
  await find();
  await expect.poll(() => opened.count()).toBe(2);
  expect(Object.fromEntries(asked.at(-1) ?? [])).toEqual({
    ...{ group: "names", class: "victim-identity" },
    ...{ from: new Date(from).toISOString(), to: new Date(to).toISOString() },
  });
  await page.setViewportSize(SIZES.phone);
  await looks(page, "audit-filter-phone");
  await press(page, "Ver todos");
  await expect.poll(() => opened.count()).toBe(5);
  expect(asked.at(-1)?.toString()).toBe("");
  expect(errors).toEqual([]);
  await context.close();
});

test("a canary is set by its number, shown, and let go; internal affairs sees and does not set", async () => {
  const { page, context } = await sitDown(browser, server, { login: "auditor", path: "/audit/review" });
  const panel = page.locator("#canaries");
  await panel.getByText("No hay ninguno.").waitFor();
  await panel.getByLabel("Número del caso").fill("XXXX-XXXX-XXX");
  await press(page, "Hacerlo señuelo");
  await panel.getByRole("alert").waitFor();
  await panel.getByLabel("Número del caso").fill(caseNumber);
  await press(page, "Hacerlo señuelo");
  await panel.getByText("El caso es señuelo desde ahora.").waitFor();
  await panel.getByRole("row").filter({ hasText: caseNumber }).waitFor();
  const affairs = await sitDown(browser, server, { login: "affairs", path: "/audit/review" });
  await affairs.page.locator("#canaries").getByRole("row").filter({ hasText: "Oficial auditor" }).waitFor();
  expect(await affairs.page.getByRole("button", { name: /señuelo|Dejar de vigilar/ }).count()).toBe(0);
  await affairs.context.close();
  await page.getByRole("button", { name: `Dejar de vigilar: ${caseNumber}` }).click();
  await panel.getByText("El caso ya no es señuelo.").waitFor();
  await context.close();
});

test("internal affairs opens an inquiry from the keyboard, reads what the officer did, and ends it after being asked", async () => {
  const affairs = await sitDown(browser, server, { login: "affairs", path: "/audit/inquiries" });
  const { page } = affairs;
  await page.getByText("No hay ninguna indagación.").waitFor();
  await press(page, "Abrir y dejar constancia");
  await page.getByText("Busque y elija al efectivo.").waitFor();
  expect(await page.locator(":focus").getAttribute("id")).toBe("inquiry-officer");
  await looks(page, "inquiries-fault-desk");
  await page.keyboard.type("nobody of that name");
  await page.keyboard.press("Enter");
  await page.getByText("No hay ningún efectivo así.").waitFor();
  await page.locator("#inquiry-officer").fill("investigator2");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Oficial investigator2 \(investigator2\)/ }).press("Enter");
  await page.getByText("Sobre Oficial investigator2 (investigator2)").waitFor();
  await expect.poll(() => page.locator(":focus").getAttribute("id")).toBe("inquiry-reference");
  await press(page, "Abrir y dejar constancia");
  await page.getByText("Escriba el número.").waitFor();
  await page.locator("#inquiry-reference").fill("IG 12-2026");
  await page.keyboard.press("Enter");
  await page.getByText("La indagación sobre Oficial investigator2 está abierta").waitFor();
  const row = page.getByRole("row").filter({ hasText: "IG 12-2026" });
  await row.getByText("Abierta", { exact: true }).waitFor();
  await looks(page, "inquiries-desk");
  await page.setViewportSize(SIZES.phone);
  await looks(page, "inquiries-phone");
  await page.setViewportSize(SIZES.desk);

  await row.getByRole("link", { name: "Ver sus actos: Oficial investigator2" }).click();
  const read = page.getByRole("row").filter({ hasText: "Oficial investigator2" });
  await read.filter({ hasText: "Abrió nombres" }).first().waitFor();
  await page.getByRole("region", { name: "El registro de auditoría" }).waitFor();
  await looks(page, "audit-state-desk");

  const auditor = await sitDown(browser, server, { login: "auditor", path: "/audit" });
  await auditor.page.getByRole("link", { name: "Indagaciones" }).click();
  await auditor.page.getByRole("row").filter({ hasText: "IG 12-2026" }).waitFor();
  expect(await auditor.page.getByRole("button", { name: /indagación|constancia/ }).count()).toBe(0);
  await auditor.context.close();

  await page.getByRole("link", { name: "Indagaciones" }).click();
  await row
    .getByRole("button", { name: "Cerrar la indagación sobre Oficial investigator2, IG 12-2026" })
    .click();
  await page.getByRole("dialog").getByText("asuntos internos deja de leer sus actos").waitFor();
  await looks(page, "inquiries-close-desk");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  await row.getByText("Abierta", { exact: true }).waitFor();
  await row.getByRole("button", { name: /^Cerrar/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cerrar la indagación" }).click();
  await page.getByText("La indagación está cerrada.").waitFor();
  await row.getByText(/^Cerrada el/).waitFor();
  expect(await row.getByRole("button").count()).toBe(0);
  expect(affairs.errors).toEqual([]);
  await affairs.context.close();
});

test("a trail that cannot be written is told on the audit's page, and whoever cannot ask may ask again", async () => {
  const { page, context } = await sitDown(browser, server, { login: "auditor", path: "/complaint" });
  const late = { health: "failing", strayed: true, spooled: 3, spooledSince: "2026-11-30T12:00:00Z" };
  let broken = true;
  await page.route("**/api/audit/state", (route) =>
    broken
      ? route.fulfill({ status: 500, json: { code: "internal" } })
      : route.fulfill({ json: { ...late, unsealedSince: "2026-11-30T11:59:00Z" } }),
  );
  await page.goto(`${server.url}/audit`);
  const again = page.getByRole("button", { name: "Reintentar" });
  await again.waitFor();
  broken = false;
  await again.click();
  const state = page.getByRole("region", { name: "El registro de auditoría" });
  await state.getByText("No se escribe: los nombres siguen cerrados.").waitFor();
  expect(await state.textContent()).toContain("30/11/2026 a las 07:00");
  await expectAccessible(page);
  await context.close();
});

test("who commands sees how often names were opened below, by unit and week, and nothing else of the audit", async () => {
  const chief = await sitDown(browser, server, { login: "chief", path: "/cases" });
  await chief.page.getByRole("link", { name: "Auditoría" }).click();
  await chief.page
    .getByRole("heading", { name: "Aperturas de nombres por debajo de su mando", level: 1 })
    .waitFor();
  const total = chief.page.getByRole("row").filter({ hasText: "Todo el mando" });
  await total.waitFor();
  const unit = chief.page.getByRole("row").filter({ hasText: "Madre de Dios" });
  // Nothing two and three weeks ago, two last week, three this week; no print.
  for (const row of [total, unit])
    expect((await row.getByRole("cell").allTextContents()).slice(1)).toEqual(["0", "0", "2", "3", "0"]);
  expect(await chief.page.locator("main").textContent()).not.toMatch(/Oficial|investigator/);
  await looks(chief.page, "openings-below-desk");
  await chief.page.setViewportSize(SIZES.phone);
  await looks(chief.page, "openings-below-phone");
  await chief.page.goto(`${server.url}/audit/review`);
  await chief.page.getByRole("heading", { name: "Esta página no existe." }).waitFor();
  expect(chief.errors).toEqual([]);
  await chief.context.close();
  await server.addOfficer("elsewhere", UNITS.otherRegional, "regional-chief");
  const other = await sitDown(browser, server, { login: "elsewhere", path: "/audit" });
  await other.page.getByText("no se abrió ningún nombre").waitFor();
  await expectAccessible(other.page);
  await other.context.close();
});

test("the review fits a phone, and is not there for whoever it may be about", async () => {
  const { page, context } = await sitDown(browser, server, {
    login: "auditor",
    path: "/audit/review",
    size: SIZES.phone,
  });
  await page.getByRole("table", { name: "Qué mirar" }).getByText("Abrió casos o buscó de noche").waitFor();
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await context.close();
  for (const login of ["investigator", "administrator"]) {
    const other = await sitDown(browser, server, { login, path: "/audit/review" });
    await other.page.getByRole("heading", { name: "Esta página no existe." }).waitFor();
    await other.context.close();
  }
});

test("the ombudsman asks whoever opened what for, reads the answer and concludes; the opener answers once", async () => {
  const { from } = weekBefore(new Date().toISOString(), "America/Lima");
  const at = (hours: number) => new Date(Date.parse(from) + hours * 3_600_000).toISOString();
  for (const [i, login] of ["stranger", "national", "national"].entries())
    await sealOpening(server, { login, at: at(30 + i), caseId: complaint.caseId });
  await sealed(server);
  await drawAnew(server);
  const auditor = await sitDown(browser, server, { login: "auditor", path: "/audit/review" });
  const { page } = auditor;
  await page.getByRole("link", { name: "Sorteo de aperturas" }).click();
  await page.getByText("El sorteo se repitió desde el registro sellado y da lo mismo.").waitFor();
  const row = page.getByRole("row").filter({ hasText: "Oficial stranger" });
  await row.waitFor();
  await looks(page, "sample-desk");
  const opener = await sitDown(browser, server, { login: "stranger", path: "/alerts" });
  await opener.page.getByRole("heading", { level: 1 }).waitFor();
  await opener.page.goto(`${server.url}/questions`);
  await opener.page.getByText("No tiene preguntas.").waitFor();
  await expectAccessible(opener.page);

  await row.getByRole("button", { name: /^Preguntar para qué: Oficial stranger/ }).press("Enter");
  await page.getByText("La pregunta llegó a quien abrió.").waitFor();
  await row.getByText("Sin respuesta todavía").waitFor();

  await opener.page.goto(`${server.url}/alerts`);
  await opener.page.getByText("La Defensoría le pregunta por una apertura de nombres.").waitFor();
  await opener.page.setViewportSize(SIZES.phone);
  await looks(opener.page, "question-notice-phone");
  await opener.page.getByRole("link", { name: "Responder", exact: true }).click();
  await press(opener.page, "Enviar la respuesta");
  await opener.page.getByText("Falta este dato.").waitFor();
  await opener.page
    .getByLabel("Para qué los necesitaba")
    .fill("Para citar a declarar, por pedido del fiscal.");
  await looks(opener.page, "question-phone");
  await press(opener.page, "Enviar la respuesta");
  await opener.page.getByText("La respuesta quedó enviada.").waitFor();
  await opener.page.getByText(/^Respondió el .* Una respuesta no se cambia\.$/).waitFor();
  expect(await opener.page.getByRole("textbox").count()).toBe(0);
  await opener.page.setViewportSize(SIZES.desk);
  await looks(opener.page, "question-desk");
  expect(opener.errors).toEqual([]);
  await opener.context.close();

  await page.reload();
  await row.getByRole("button", { name: /^Leer la respuesta de Oficial stranger/ }).click();
  await row.getByText("Para citar a declarar, por pedido del fiscal.").waitFor();
  await row.getByRole("button", { name: /^Concluir: Oficial stranger/ }).click();
  await press(page, "Guardar la conclusión");
  expect(await page.getByText("Falta este dato.").count()).toBe(2);
  await looks(page, "sample-verdict-desk");
  await page.getByRole("radio", { name: "Justificada", exact: true }).check();
  await page.getByLabel("Por qué, en una frase").fill("Consta el pedido del fiscal.");
  await press(page, "Guardar la conclusión");
  await page.getByText("La conclusión quedó anotada.").waitFor();
  await row.getByText("Consta el pedido del fiscal.").waitFor();
  const all = page
    .locator("#coverage")
    .getByRole("row")
    .filter({ has: page.getByRole("cell", { name: "Todas", exact: true }) });
  expect(await all.textContent()).toContain("1 (33 % de las sorteadas)");
  await page.setViewportSize(SIZES.phone);
  await looks(page, "sample-phone");
  expect(auditor.errors).toEqual([]);
  await auditor.context.close();
  const affairs = await sitDown(browser, server, { login: "affairs", path: "/audit/sample" });
  await affairs.page.getByRole("heading", { name: "Esta página no existe." }).waitFor();
  await affairs.context.close();
});
