// The complainant's side on a real screen: the slip that is printed, the page on a telephone, in both languages, on paper.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { expectAccessible, fillLeast, openPage, SIZES, send, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Slip {
  code: string;
  phrase: string;
  seal: string;
  paper: string;
}

/** Registers a complaint and reads what is torn off. */
async function slipOf(page: Page): Promise<Slip> {
  await fillLeast(page);
  await send(page);
  await page.emulateMedia({ media: "print" });
  await page.locator(".slip .qr path").waitFor();
  const values = await page.locator(".slip dd").allInnerTexts();
  const paper = await page.locator(".slip").innerText();
  const [, code = "", phrase = "", seal = ""] = values;
  return { code, phrase, seal, paper };
}

const phone = () => browser.newContext({ viewport: SIZES.phone, locale: "es-PE", hasTouch: true });
const fragmentOf = ({ code, phrase, seal }: Slip) =>
  [code.replaceAll(" ", ""), phrase.replaceAll(" ", "-"), seal.replaceAll(" ", "")].join(".");

test("the slip is neutral, and what is on it is answered on a telephone without a session", async () => {
  const officer = await sitDown(browser, server);
  const slip = await slipOf(officer.page);
  expect(slip.code).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
  expect(slip.phrase.split(" ")).toHaveLength(4);
  for (const word of ["RETA", "Polic", "denuncia", "trata", "Comisar", "Oficial"])
    expect(slip.paper).not.toContain(word);

  const context = await phone();
  const { page, strangers, errors } = await openPage(context, server);
  await page.goto(`${server.url}/check`);
  await page.getByLabel("Código").fill(slip.code.replaceAll(" ", ""));
  await page.getByLabel("Las cuatro palabras").fill(` ${slip.phrase.toUpperCase()} `);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Consultar" }).click();
  await page.getByText(/^Registrado el \d\d\/\d\d\/\d{4}\.$/).waitFor();
  await page.getByText("Está siendo atendido.").waitFor();
  const told = await page.locator("main").innerText();
  for (const word of ["RETA", "Polic", "denuncia", "trata", "Comisar"]) expect(told).not.toContain(word);
  expect(told).toContain(slip.seal);
  expect(await page.title()).toBe("Consultar una constancia");
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await expectAccessible(page);
  await expect
    .poll(async () => {
      await page.getByRole("button", { name: "Terminar" }).click();
      await page.getByLabel("Código").fill(slip.code);
      await page.getByLabel("Las cuatro palabras").fill(slip.phrase);
      await page.getByRole("button", { name: "Consultar" }).click();
      await page.getByText("Está siendo atendido.").waitFor();
      return page.getByText("Sellado: no se puede").isVisible();
    })
    .toBe(true);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Guardar la prueba" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("constancia.tlog-proof");
  await page.emulateMedia({ media: "print" });
  const paper = await page.evaluate(() => document.body.innerText);
  expect(paper).toContain("Registrado el");
  expect(paper).not.toContain("Guardar la prueba");
  expect({ strangers, errors }).toEqual({ strangers: [], errors: [] });
  await context.close();
  await officer.context.close();
}, 120_000);

test("a receipt is printed when it is on the trail, also by the browser's own menu", async () => {
  const { page, context } = await sitDown(browser, server, { login: "colleague" });
  await fillLeast(page);
  await send(page);
  const auditor = await server.signIn("auditor");
  const prints = async () => {
    const { events } = (await auditor.get("/api/audit?action=case.print")).json as {
      events: { officer: string; detail: { printed: string } }[];
    };
    return events
      .filter(({ officer }) => officer === "Oficial colleague")
      .map(({ detail }) => detail.printed);
  };
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset.printed = "";
    };
  });
  await page.getByRole("button", { name: "Imprimir constancia" }).click();
  await page.locator("body[data-printed]").waitFor();
  expect(await prints()).toEqual(["receipt"]);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect.poll(prints).toEqual(["receipt", "receipt"]);
  await context.close();
});

test("the square code fills the page, leaves no trace in the address, and a seal that is another is told", async () => {
  const officer = await sitDown(browser, server, { login: "colleague" });
  const slip = await slipOf(officer.page);
  const context = await phone();
  const { page } = await openPage(context, server);
  await page.goto(`${server.url}/check#${fragmentOf(slip)}`);
  await expect.poll(() => page.getByLabel("Código").inputValue()).toBe(slip.code);
  expect(page.url()).toBe(`${server.url}/check`);
  await page.getByRole("button", { name: "Consultar" }).click();
  await page.getByText("Es el mismo de su hoja.").waitFor();

  const other = { ...slip, seal: `${slip.seal.slice(0, -1)}${slip.seal.endsWith("0") ? "1" : "0"}` };
  await page.goto("about:blank");
  await page.goto(`${server.url}/check#${fragmentOf(other)}`);
  await page.getByRole("button", { name: "Consultar" }).click();
  await page.getByText("NO es el sello de su hoja").waitFor();
  await context.close();
  await officer.context.close();
}, 120_000);

test("a wrong digit is said at once, a wrong receipt neutrally, in English too", async () => {
  const context = await phone();
  const { page } = await openPage(context, server);
  await page.goto(`${server.url}/check`);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByLabel("Code").fill("1234 5678 9012 3450");
  await page.getByText("A digit is missing or wrong.").waitFor();
  await page.getByLabel("The four words").fill("mesa luna pera sal");
  await page.getByRole("button", { name: "Look up" }).click();
  await page.getByText("We find no receipt with that code and those words.").waitFor();
  await context.close();
});

test("who takes complaints finds on the start page where to look up the receipt of somebody who calls", async () => {
  const { page, context } = await sitDown(browser, server, { path: "/", size: SIZES.phone });
  const panel = page.getByRole("region", { name: "Consulta con una constancia" });
  await panel.waitFor();
  await expectAccessible(page);
  const [opened] = await Promise.all([context.waitForEvent("page"), panel.getByRole("link").click()]);
  await opened.getByRole("heading", { level: 1 }).waitFor();
  expect(new URL(opened.url()).pathname).toBe("/check");
  await context.close();
});
