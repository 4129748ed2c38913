// A shared computer: the screen locks, shows nothing of what was on it, and gives everything back to its officer alone.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { startServer, TEST_PASSWORD, type TestServer } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, field, fillLeast, openPage, SIZES, signIn, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ RETA_LOCK_MINUTES: "5" }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const NARRATIVE = "/personal/narrative";
const WORDS = "Palabras de Zoraida";
const locked = (page: Page) => page.getByRole("dialog", { name: "Pantalla bloqueada" });
const lockByKey = (page: Page) => page.keyboard.press("Control+Alt+KeyL");
async function unlock(page: Page) {
  await locked(page).getByLabel("Contraseña").fill(TEST_PASSWORD);
  await locked(page).getByRole("button", { name: "Desbloquear" }).click();
  await locked(page).waitFor({ state: "hidden" });
}
/** What the document holds, fields included. */
const everything = (page: Page) =>
  page.evaluate(
    () =>
      document.documentElement.outerHTML +
      [...document.querySelectorAll("input, textarea")].map((f) => (f as HTMLInputElement).value).join(" ") +
      document.title,
  );

for (const size of [SIZES.desk, SIZES.phone])
  test(`five minutes without use take the page out of the document, and its officer gets all of it back (${size.width} wide)`, async () => {
    const { page, context, errors } = await sitDown(browser, server, { path: "/help", size });
    await page.clock.install();
    await page.goto(`${server.url}/complaint`);
    await fillLeast(page);
    await field(page, NARRATIVE).fill(WORDS);
    await field(page, NARRATIVE).press("End");
    const second = await openPage(context, server);
    await second.page.goto(`${server.url}/account`);
    await second.page.getByRole("heading", { name: "Su cuenta" }).waitFor();

    // Short of the time, use of the one tab is use of the other.
    await page.clock.fastForward("04:50");
    await field(page, NARRATIVE).press("End");
    await page.clock.fastForward("04:50");
    expect(await locked(page).count()).toBe(0);
    await page.clock.fastForward("00:20");
    await locked(page).waitFor();
    await locked(second.page).waitFor();
    for (const each of [page, second.page]) {
      const text = await everything(each);
      expect(text).not.toMatch(/Zoraida|Inambari|Su cuenta/);
    }
    expect(await page.getByRole("navigation").count()).toBe(0);
    await expectAccessible(page);
    await expectNothingCutOff(page);
    await expect.poll(async () => (await page.request.get(`${server.url}/api/cases`)).status()).toBe(403);
    // A reload opens nothing that the lock has closed.
    await second.page.reload();
    await locked(second.page).waitFor();
    expect(await everything(second.page)).not.toMatch(/Su cuenta/);
    // Keys of the page do nothing behind it.
    await page.keyboard.press("Control+Enter");
    expect(await page.getByRole("dialog").count()).toBe(1);

    await unlock(page);
    expect(await field(page, NARRATIVE).inputValue()).toBe(WORDS);
    expect(await field(page, NARRATIVE).evaluate((f) => f === document.activeElement)).toBe(true);
    await second.page.getByRole("heading", { name: "Su cuenta" }).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

test("the button and the keys lock at once; what was open on the page is open again, and modal", async () => {
  const { page, context, errors } = await sitDown(browser, server, {
    login: "investigator",
    path: "/account",
  });
  await page.getByLabel("Contraseña nueva", { exact: true }).fill("a medio escribir");
  await page.getByRole("button", { name: "Bloquear" }).click();
  await locked(page).waitFor();
  await unlock(page);
  expect(await page.getByLabel("Contraseña nueva", { exact: true }).inputValue()).toBe("a medio escribir");
  await page.getByRole("button", { name: "Practicar" }).click();
  const explained = page.getByRole("dialog", { name: /practica/i });
  await explained.waitFor();
  await lockByKey(page);
  await locked(page).waitFor();
  expect(await page.getByRole("dialog").count()).toBe(1);
  await unlock(page);
  await explained.waitFor();
  expect(
    await page.evaluate(() => document.querySelector("dialog:modal")?.getAttribute("aria-label")),
  ).toMatch(/practica/i);
  expect(errors).toEqual([]);
  await context.close();
});

test("a wrong password opens nothing, and five end the session on the same screen", async () => {
  const { page, context } = await sitDown(browser, server, { login: "investigator2", path: "/cases" });
  // The page listens once it is there.
  await page.getByRole("heading", { level: 1, name: "Casos" }).waitFor();
  await lockByKey(page);
  await locked(page).getByLabel("Contraseña").waitFor();
  for (let i = 0; i < 6; i += 1) {
    const field = locked(page).getByLabel("Contraseña");
    if ((await field.count()) === 0) break;
    await field.fill("no-es-esta-palabra");
    const answered = page.waitForResponse(/session\/fresh/);
    await locked(page).getByRole("button", { name: "Desbloquear" }).click();
    await answered;
  }
  await locked(page)
    .getByText(/Demasiados intentos|Su sesión terminó/)
    .first()
    .waitFor();
  expect(await page.getByRole("navigation").count()).toBe(0);
  await context.close();
});

test("another officer switches in with the own login and finds nothing; the first one's draft waits for the first one", async () => {
  const { page, context } = await sitDown(browser, server, { login: "registrar" });
  await fillLeast(page);
  await field(page, NARRATIVE).fill(WORDS);
  await page
    .getByText(/Borrador guardado a las/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Bloquear" }).click();
  await locked(page).getByRole("button", { name: "Entra otra persona" }).click();
  await expectAccessible(page);
  await locked(page).getByLabel("Usuario").fill("colleague");
  await locked(page).getByLabel("Contraseña").fill(TEST_PASSWORD);
  await locked(page).getByRole("button", { name: "Entrar", exact: true }).click();
  await page.getByText("Oficial colleague").waitFor();
  await page.goto(`${server.url}/complaint`);
  await page.locator("#section-1-title").waitFor();
  expect(await field(page, NARRATIVE).inputValue()).toBe("");
  expect(await everything(page)).not.toContain("Zoraida");
  await page.getByRole("button", { name: "Salir" }).click();
  await page.getByRole("heading", { name: "Entrar al registro" }).waitFor();
  await signIn(page, "registrar");
  await page.goto(`${server.url}/complaint`);
  await page.getByText(/Se recuperó su borrador/).waitFor();
  expect(await field(page, NARRATIVE).inputValue()).toBe(WORDS);
  await context.close();
});

test("an alert calls the officer of a locked screen, and tells nothing", async () => {
  const { page, context } = await sitDown(browser, server, { login: "investigator", path: "/alerts" });
  await page.getByText("No hay alertas sin recibir.").waitFor();
  await lockByKey(page);
  await locked(page).waitFor();
  const registrar = await server.signIn("registrar2");
  const answer = await registrar.send("POST", "/api/complaints", newComplaint(typicalComplaint()));
  expect(answer.status).toBe(201);
  const { caseNumber } = answer.json as { caseNumber: string };
  await locked(page).getByText("Llegó una alerta. Desbloquee para leerla.").waitFor();
  expect(await everything(page)).not.toMatch(/Tambopata|víctimas/);
  expect(await everything(page)).not.toContain(caseNumber);
  await unlock(page);
  await page.getByRole("row").filter({ hasText: caseNumber }).waitFor();
  await context.close();
});
