// What each role may do on a real server: filtered by role and by data, on paper, for whoever is signed in.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { openBrowser } from "../support/chromium.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, sitDown } from "./support/officer.ts";
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

test("all roles are there, each with what it may and what it never may", async () => {
  const officer = await sitDown(browser, server, { login: "administrator", path: "/administration" });
  const { page } = officer;
  await page.getByRole("link", { name: "Funciones" }).click();
  await page.getByRole("heading", { name: "Funciones", level: 1 }).waitFor();
  await expect.poll(() => page.locator('[id^="role-"].panel').count()).toBe(Role.options.length);
  await expectAccessible(page);
  const administrator = page.locator("#role-administrator");
  expect(await administrator.textContent()).toMatch(/Nunca, de ninguna manera: .*quiénes son las víctimas/);
  await page.locator("#limits").getByText("Un cargo dura como máximo 12 meses", { exact: false }).waitFor();
  // No code shows through.
  expect(await page.locator("main").textContent()).not.toMatch(/-identity|fresh-sign-in|wallOwner|inSubtree/);
  await page.getByLabel("Qué datos").selectOption("keys");
  await expect
    .poll(() => page.locator('[id^="role-"].panel h2').allTextContents())
    .toEqual(["Auditor", "Administrador", "Custodio de llaves"]);
  await page.getByLabel("Función", { exact: true }).selectOption("registrar");
  await page.getByText("De eso, nada.").waitFor();
  // Who complained is corrected by whoever has the case, and shown to nobody.
  await page.getByLabel("Qué datos").selectOption("complainant-identity");
  await expect.poll(() => page.locator("#role-registrar").textContent()).toContain("proponer correcciones");
  await page.getByLabel("Función", { exact: true }).selectOption("chief");
  await page.getByText("De eso, nada.").waitFor();
  expect(officer.errors).toEqual([]);
  await officer.context.close();
});

test("whose role sees no case starts at what there is, and not at somebody else's guide", async () => {
  await server.addOfficer("watches-figures", UNITS.top, "monitor");
  const { page, context } = await sitDown(browser, server, { login: "watches-figures", path: "/" });
  await page.getByRole("heading", { name: "Su función no ve casos" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Qué puede hacer cada función, y qué no" }).click();
  await page.getByRole("heading", { name: "Funciones", level: 1 }).waitFor();
  await context.close();
});

test("a role is printed without what surrounds it", async () => {
  const { page, context } = await sitDown(browser, server, { login: "registrar", path: "/roles" });
  await page.getByLabel("Función", { exact: true }).selectOption("chief");
  await expect.poll(() => page.locator('[id^="role-"].panel').count()).toBe(1);
  const paper = (await textOfPages(await page.pdf({ format: "A4" }))).join(" ");
  expect(paper).toContain("Jefe");
  expect(paper).not.toContain("Partes de la administración");
  expect(paper).not.toContain("Imprimir");
  await context.close();
});

test("the roles fit a phone", async () => {
  const { page, context } = await sitDown(browser, server, {
    login: "auditor",
    path: "/roles",
    size: SIZES.phone,
  });
  await page.getByRole("heading", { name: "Funciones", level: 1 }).waitFor();
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await context.close();
});
