// The frame around every page on a real server: practice that cannot be overlooked, the header of a phone, signing out.

import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, fillLeast, SIZES, sitDown, tick } from "./support/officer.ts";
import { textOfPages } from "./support/paper.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function practise(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Practicar" }).click();
  await page.getByRole("button", { name: "Empezar a practicar" }).click();
  await page.locator(".training strong", { hasText: "PRÁCTICA" }).waitFor();
}

/** Whether what lies on top at the middle of the element is the element itself. */
const isOnTop = (page: Page, selector: string) =>
  page.evaluate((wanted) => {
    const element = document.querySelector(wanted);
    if (!element) return false;
    const { left, top, width, height } = element.getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    return element.contains(seen);
  }, selector);

test.each(
  Object.entries(SIZES),
)("practice stays in sight at the bottom of the page, in the title and in dialogs: %s", async (_, size) => {
  const { page, context } = await sitDown(browser, server, { size });
  await expect.poll(() => page.title()).toBe("Registrar denuncia · RETA");
  await practise(page);
  await expect.poll(() => page.title()).toBe("PRÁCTICA · Registrar denuncia · RETA");
  await fillLeast(page);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(size.height / 2);
  expect(await isOnTop(page, ".training strong")).toBe(true);
  const banner = await page.locator(".training").boundingBox();
  const panel = await page.locator(".finding-panel").boundingBox();
  expect(banner?.y).toBe(0);
  expect(panel?.y).toBeGreaterThanOrEqual(banner?.height ?? Number.POSITIVE_INFINITY);
  await expectAccessible(page);
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("PRÁCTICA", { exact: true }).waitFor();
  await dialog.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  expect(await isOnTop(page, ".dialog[open] .dialog-training")).toBe(true);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Terminar práctica" }).click();
  await expect.poll(() => page.title()).toBe("Registrar denuncia · RETA");
  expect(await page.locator(".training, .dialog-training").count()).toBe(0);
  await context.close();
});

test("each printed page of a practice case says so, and no page of a real one", async () => {
  const { page, context } = await sitDown(browser, server);
  const pagesOf = async () => {
    const caseId = await page.evaluate(registerFromPage, newComplaint(complaintOfMany()));
    await page.goto(`${server.url}/cases/${caseId}`);
    await page.getByRole("heading", { name: /^Caso / }).waitFor();
    return textOfPages(await page.pdf({ format: "A4" }));
  };
  const real = await pagesOf();
  expect(real.length).toBeGreaterThan(1);
  expect(real.join("")).not.toContain("PRÁCTICA");
  await practise(page);
  const practice = await pagesOf();
  expect(practice.length).toBeGreaterThan(1);
  for (const text of practice) expect(text).toContain("PRÁCTICA");
  await context.close();
});

// Runs in the page, with its session.
async function registerFromPage(body: ReturnType<typeof newComplaint>): Promise<string> {
  const answer = await fetch("/api/complaints", {
    method: "POST",
    headers: { "content-type": "application/json", "x-reta": "1" },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`registering answered ${answer.status}`);
  return body.caseId;
}

// Long enough for several sheets.
function complaintOfMany() {
  const one = typicalComplaint();
  const victims = Array.from({ length: 12 }, () => ({
    ...(one.victims[1] as (typeof one.victims)[1]),
    personId: randomUUID(),
  }));
  return { ...one, victims: [...one.victims, ...victims] };
}

test("a phone shows name and unit on lines of their own, and nothing of header or bar is cut off", async () => {
  for (const login of ["registrar", "investigator"]) {
    const { page, context } = await sitDown(browser, server, { login, size: SIZES.phone });
    await fillLeast(page);
    for (const [at, code] of [
      ["/acts", "recruitment"],
      ["/means", "deception"],
      ["/purposes", "begging"],
    ] as const) {
      await tick(page, at, code).check();
    }
    await page.locator(".finding-bar", { hasText: "Compatible con trata" }).waitFor();
    const [name, unit] = await Promise.all([
      page.locator(".who > span").first().boundingBox(),
      page.locator(".who > span").last().boundingBox(),
    ]);
    expect(unit?.y).toBeGreaterThanOrEqual((name?.y ?? 0) + (name?.height ?? 0));
    for (const box of await page.locator(".finding-bar .button, .header a, .header .button").all()) {
      const { x = -1, width = 0 } = (await box.boundingBox()) ?? {};
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(SIZES.phone.width);
    }
    const brand = await page.locator(".brand").boundingBox();
    const help = await page.getByRole("link", { name: "Ayuda" }).boundingBox();
    expect(help?.y).toBeLessThan((brand?.y ?? 0) + (brand?.height ?? 0));
    await expectNothingCutOff(page);
    await context.close();
  }
});

test("a finger that taps an option gets its help, and puts it away by tapping beside it", async () => {
  const { page, context } = await sitDown(browser, server, { size: SIZES.phone });
  await fillLeast(page);
  const help = page.locator(".help-area");
  expect(await help.isVisible()).toBe(false);
  await page.locator(`label[for="f_acts-recruitment"]`).tap();
  await help.waitFor({ state: "visible" });
  expect(await help.innerText()).toContain("Captación");
  expect(await help.innerText()).toContain("129-A");
  expect(await tick(page, "/acts", "recruitment").isChecked()).toBe(true);
  await page.getByRole("heading", { level: 1 }).tap();
  await help.waitFor({ state: "hidden" });
  await context.close();
});

test("a sign-out that fails is told, and leaves the session to be ended again", async () => {
  const { page, context } = await sitDown(browser, server);
  await page.route("**/api/session", (route) =>
    route.request().method() === "DELETE" ? route.abort() : route.continue(),
  );
  await page.getByRole("button", { name: "Salir" }).click();
  const dialog = page.getByRole("dialog", { name: "No se pudo confirmar que salió" });
  await dialog.getByText("puede seguir abierta").waitFor();
  await expectAccessible(page);
  await page.unroute("**/api/session");
  await dialog.getByRole("button", { name: "Reintentar" }).click();
  await page.getByLabel("Usuario").waitFor();
  await context.close();
});

test("a password is masked, and neither a paste nor a password manager is kept away from it", async () => {
  const context = await browser.newContext({ locale: "es-PE" });
  const page = await context.newPage();
  await page.goto(server.url);
  const field = page.getByLabel("Contraseña");
  await field.waitFor();
  expect(await field.getAttribute("type")).toBe("password");
  expect(await field.getAttribute("autocomplete")).toBe("current-password");
  const pasted = await field.evaluate((input) =>
    input.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true })),
  );
  expect(pasted).toBe(true);
  await context.close();
});
