// A person at the screen: a browser of their own on a real server, with words for what officers do on the page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axeCore from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { TEST_PASSWORD, type TestServer } from "../../support/server.ts";

export const SIZES = {
  desk: { width: 1366, height: 768 },
  phone: { width: 390, height: 844 },
} as const;

export interface Officer {
  page: Page;
  context: BrowserContext;
  /** Addresses asked of any other host; must stay empty. */
  strangers: string[];
  /** Errors of the page's own code. */
  errors: string[];
}

/** A fresh browser profile, signed in and standing on the complaint page unless told otherwise. */
export async function sitDown(
  browser: Browser,
  server: TestServer,
  { login = "registrar", size = SIZES.desk, path = "/complaint" }: Partial<Sitting> = {},
): Promise<Officer> {
  const context = await browser.newContext({ viewport: size, locale: "es-PE", hasTouch: size.width < 500 });
  const officer = await openPage(context, server);
  await officer.page.goto(server.url + path);
  await signIn(officer.page, login);
  return officer;
}

interface Sitting {
  login: string;
  size: { width: number; height: number };
  path: string;
}

/** One more tab of the same profile. */
export async function openPage(context: BrowserContext, server: TestServer): Promise<Officer> {
  const page = await context.newPage();
  const officer: Officer = { page, context, strangers: [], errors: [] };
  page.on("request", (request) => {
    const { origin } = new URL(request.url());
    if (origin !== new URL(server.url).origin && !request.url().startsWith("blob:")) {
      officer.strangers.push(request.url());
    }
  });
  page.on("pageerror", (error) => officer.errors.push(error.message));
  return officer;
}

export async function signIn(page: Page, login: string): Promise<void> {
  await page.getByLabel("Usuario").fill(login);
  await page.getByLabel("Contraseña").fill(TEST_PASSWORD);
  const enter = page.getByRole("button", { name: "Entrar" });
  await enter.click();
  await enter.waitFor({ state: "hidden" });
}

/** The field of a JSON pointer in the complaint. */
export const field = (page: Page, at: string) => page.locator(`[id="f${at.replaceAll("/", "_")}"]`);

/** The tick of a code in a list. */
export const tick = (page: Page, at: string, code: string) =>
  page.locator(`[id="f${at.replaceAll("/", "_")}-${code}"]`);

export async function enterDate(page: Page, at: string, year: string, month = "", day = ""): Promise<void> {
  const parts = field(page, at).locator("xpath=..");
  if (day) await parts.getByLabel("Día").fill(day);
  if (month) await parts.getByLabel("Mes").selectOption(month);
  await parts.getByLabel("Año").fill(year);
}

/** The least an officer must enter: place, when, how the complaint is made. */
export async function fillLeast(page: Page): Promise<void> {
  await field(page, "/place/code").fill("inambari");
  await page.getByRole("option").first().click();
  await enterDate(page, "/factsTo", "2026", "10");
  await page.getByRole("radio", { name: "Anónima" }).check();
}

/** Review, agree, and wait for the number. */
export async function send(page: Page): Promise<string> {
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Registrar y sellar" }).click();
  return numberOf(page);
}

export async function numberOf(page: Page): Promise<string> {
  return (await page.locator(".registered-number strong").textContent()) ?? "";
}

// The same rules as the package's entry in half the bytes: reading them was a good part of each look.
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** No violation of the accessibility rules on what the page shows, once all of it is there. */
export async function expectAccessible(page: Page): Promise<void> {
  // A page still being fetched has no heading yet.
  await page.locator("h1").first().waitFor();
  // The page's own policy forbids inserting scripts; evaluating through the debugger is not the page's doing.
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const axe = (window as unknown as { axe: typeof axeCore }).axe;
    const found = await axe.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  });
  expect(violations).toEqual([]);
}
