// The inbox on a real server: seen, heard and answered by whoever is on duty, on every tab, after every broken line.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Acknowledgement } from "#src/schema/case.ts";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, type Officer, openPage, SIZES, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** A complaint that alerts the unit of Madre de Dios; gives the number of its case. */
async function raiseAlert(): Promise<string> {
  const registrar = await server.signIn("registrar");
  const answer = await registrar.send("POST", "/api/complaints", newComplaint(typicalComplaint()));
  expect(answer.status).toBe(201);
  return (answer.json as Acknowledgement).caseNumber;
}

const rowOf = (page: Page, number: string) => page.getByRole("row").filter({ hasText: number });
const acknowledge = (page: Page, number: string) =>
  page.getByRole("button", { name: `Recibir la alerta del caso ${number}` });

/** Answers every open alert, so that each test counts its own. */
async function emptyInbox(): Promise<void> {
  const investigator = await server.signIn("investigator");
  const { alerts } = (await investigator.get("/api/alerts")).json as { alerts: { alertId: string }[] };
  for (const { alertId } of alerts) {
    await investigator.send("POST", `/api/alerts/${alertId}/acknowledgement`, {});
  }
}

test("an alert appears by itself on any page, in title and header, is said aloud, and one press answers it", async () => {
  await emptyInbox();
  const officer = await sitDown(browser, server, { login: "investigator", path: "/cases" });
  const { page } = officer;
  await page.getByRole("heading", { name: "Casos" }).waitFor();
  const number = await raiseAlert();
  await expect.poll(() => page.title()).toBe("(1) Casos · RETA");
  const link = page.getByRole("link", { name: "Alertas" });
  expect(await link.textContent()).toContain("(1 sin recibir)");
  await expect
    .poll(() => page.locator("p.hidden[aria-live]").allTextContents())
    .toContain("Nueva alerta: Compatible con trata, Madre de Dios / Tambopata / Tambopata. Sin recibir: 1.");
  await link.click();
  const row = rowOf(page, number);
  for (const said of [
    "Inmediata",
    "Madre de Dios / Tambopata / Tambopata",
    "2 víctimas",
    "Menor de edad",
    "sexual",
  ]) {
    expect(await row.textContent()).toContain(said);
  }
  await expectAccessible(page);
  await acknowledge(page, number).click();
  const outcome = page.getByRole("status").filter({ hasText: number });
  await outcome.waitFor();
  expect(await outcome.textContent()).toContain(`Recibió la alerta del caso ${number}`);
  await expect.poll(() => page.title()).toBe("Alertas · RETA");
  await page.getByText("No hay alertas sin recibir.").waitFor();
  await page.getByRole("button", { name: "Todas" }).click();
  await expect.poll(() => rowOf(page, number).textContent()).toContain("Oficial investigator");
  await expectAccessible(page);
  await outcome.getByRole("link").click();
  await page.getByRole("heading", { name: `Caso ${number}` }).waitFor();
  expect(officer.strangers).toEqual([]);
  expect(officer.errors).toEqual([]);
  await officer.context.close();

  const registrar = await sitDown(browser, server, { path: "/cases" });
  const mine = rowOf(registrar.page, number);
  await expect.poll(() => mine.textContent()).toContain("Recibido el");
  // When, never by whom: the station may be the one a case must be hidden from.
  expect(await registrar.page.locator("main").textContent()).not.toMatch(
    /Unidad de Investigación|investigator/,
  );
  await registrar.context.close();
});

test("the list is printed when it is on the trail", async () => {
  const number = await raiseAlert();
  const { page, context } = await sitDown(browser, server, { login: "investigator", path: "/alerts" });
  await rowOf(page, number).waitFor();
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset.printed = "";
    };
  });
  await page.getByRole("button", { name: "Imprimir", exact: true }).click();
  await page.locator("body[data-printed]").waitFor();
  const auditor = await server.signIn("auditor");
  const { events } = (await auditor.get("/api/audit?action=alert.print")).json as {
    events: { officer: string; outcome: string }[];
  };
  expect(events.map(({ officer, outcome }) => [officer, outcome])).toEqual([
    ["Oficial investigator", "done"],
  ]);
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("button", { name: "Imprimir", exact: true }).isVisible()).toBe(false);
  expect(await rowOf(page, number).isVisible()).toBe(true);
  await context.close();
});

test("who presses second is told who was first", async () => {
  await emptyInbox();
  const number = await raiseAlert();
  const { page, context } = await sitDown(browser, server, { login: "investigator2", path: "/alerts" });
  const button = acknowledge(page, number);
  await button.waitFor();
  // Nothing tells this screen of the other's answer before the press.
  await page.route("**/api/alerts?state=open", (route) => route.abort());
  await emptyInbox();
  await button.click();
  const told = page.getByText(`Otra persona ya recibió la alerta del caso ${number}: Oficial investigator`);
  await told.waitFor();
  await context.close();
});

test("a broken line is shown, and what happened meanwhile is there when it is back", async () => {
  await emptyInbox();
  const officer = await sitDown(browser, server, { login: "investigator", path: "/alerts" });
  const { page } = officer;
  await page.getByText("No hay alertas sin recibir.").waitFor();
  await page.route("**/api/alerts**", (route) => route.abort());
  await page.reload();
  await page.getByText("Sin conexión con el registro; se reintenta.").waitFor();
  await page.getByText("No hay conexión con el registro.", { exact: true }).waitFor();
  await expectAccessible(page);
  const number = await raiseAlert();
  await page.unroute("**/api/alerts**");
  await acknowledge(page, number).waitFor({ timeout: 20_000 });
  await expect.poll(() => page.getByText("Sin conexión con el registro").count()).toBe(0);
  await officer.context.close();
});

test("several tabs share one stream, and when the one that holds it is closed another takes over", async () => {
  await emptyInbox();
  const first = await sitDown(browser, server, { login: "investigator", path: "/cases" });
  const streams: string[] = [];
  let second: Officer | undefined;
  first.context.on("request", (request) => {
    const isSecond = request.frame().page() === second?.page;
    if (isSecond && request.url().endsWith("/api/alerts/stream")) streams.push(request.url());
  });
  second = await openPage(first.context, server);
  const { page } = second;
  await page.goto(`${server.url}/cases`);
  await page.getByRole("heading", { name: "Casos" }).waitFor();
  await raiseAlert();
  await expect.poll(() => page.title()).toBe("(1) Casos · RETA");
  expect(streams).toEqual([]);
  await first.page.close();
  await expect.poll(() => streams.length).toBe(1);
  await raiseAlert();
  await expect.poll(() => page.title()).toBe("(2) Casos · RETA");
  await first.context.close();
});

test("sound is asked for, remembered, and heard for a new alert only", async () => {
  await emptyInbox();
  const { page, context } = await sitDown(browser, server, { login: "investigator", path: "/alerts" });
  await context.addInitScript(() => {
    const heard = { tones: 0 };
    Object.assign(globalThis, { heard });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when?: number) {
      heard.tones += 1;
      start.call(this, when);
    };
  });
  const tones = () =>
    page.evaluate(() => (globalThis as unknown as { heard: { tones: number } }).heard.tones);
  await page.reload();
  await page.getByRole("button", { name: "Activar sonido" }).click();
  await page.getByRole("button", { name: "Silenciar" }).waitFor();
  const asked = await tones();
  expect(asked).toBeGreaterThan(0);
  await raiseAlert();
  await expect.poll(tones).toBe(asked * 2);
  await page.reload();
  // Remembered; the first press of anything allows it again.
  await page.getByRole("heading", { name: "Alertas" }).click();
  await page.getByRole("button", { name: "Silenciar" }).waitFor();
  const before = await tones();
  await raiseAlert();
  await expect.poll(tones).toBeGreaterThan(before);
  await page.getByRole("button", { name: "Silenciar" }).click();
  await page.getByRole("button", { name: "Activar sonido" }).waitFor();
  await context.close();
});

test("practice is explained first, marked on every page, and knows no alert", async () => {
  const { page, context } = await sitDown(browser, server, { login: "investigator", path: "/alerts" });
  await page.getByRole("button", { name: "Practicar" }).click();
  const dialog = page.getByRole("dialog", { name: "Practicar" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Empezar a practicar" }).click();
  await page.getByText("PRÁCTICA", { exact: true }).waitFor();
  await page.getByText("Mientras practica no recibe alertas reales.").waitFor();
  await page.getByText("En práctica nadie recibe alertas.").waitFor();
  await raiseAlert();
  expect(await page.title()).toBe("PRÁCTICA · Alertas · RETA");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Terminar práctica" }).click();
  await expect.poll(() => page.getByText("PRÁCTICA", { exact: true }).count()).toBe(0);
  await expect.poll(() => page.title()).toMatch(/^\(\d+\) Alertas · RETA$/);
  await context.close();
});

test("whoever commands several units has one row a case, counted once, and is told who has not answered", async () => {
  await emptyInbox();
  await server.addOfficer("jefatura", UNITS.top, "chief");
  const chief = await server.signIn("jefatura");
  type Line = { alertId: string; caseNumber: string; unitId: string };
  const open = async () => ((await chief.get("/api/alerts")).json as { alerts: Line[] }).alerts;
  const number = await raiseAlert();
  const unitsOf = async () =>
    (await open()).filter(({ caseNumber }) => caseNumber === number).map(({ unitId }) => unitId);
  const before = await unitsOf();
  expect(before.length).toBeGreaterThan(1);
  const cases = new Set((await open()).map(({ caseNumber }) => caseNumber));
  const { page, context } = await sitDown(browser, server, { login: "jefatura", path: "/alerts" });
  const row = rowOf(page, number);
  await row.waitFor();
  expect(await row.count()).toBe(1);
  await expect.poll(() => page.title()).toBe(`(${cases.size}) Alertas · RETA`);
  expect(await row.getByRole("listitem").count()).toBe(before.length);
  await acknowledge(page, number).click();
  await page.getByRole("status").filter({ hasText: number }).waitFor();
  await expect.poll(() => row.getByRole("listitem").count()).toBe(before.length - 1);
  expect(await unitsOf()).toHaveLength(before.length - 1);
  await expectAccessible(page);
  await context.close();
});

test("the chief starts at what waits and at the cases of the command; nothing is cut off on a phone", async () => {
  const number = await raiseAlert();
  for (const login of ["chief", "national"]) {
    const { page, context } = await sitDown(browser, server, { login, path: "/", size: SIZES.phone });
    await rowOf(page, number).first().waitFor();
    await expectAccessible(page);
    await expectNothingCutOff(page);
    await context.close();
  }
});
