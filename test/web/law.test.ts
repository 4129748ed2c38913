// The law table on a real server: a text is marked as verified by two people, and who they were stays beside it.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  await server.addOfficer("catalogos", UNITS.top, "catalogue-administrator");
  await server.addOfficer("catalogos2", UNITS.top, "catalogue-administrator");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const open = (login: string, size: { width: number; height: number } = SIZES.desk) =>
  sitDown(browser, server, { login, path: "/administration/law", size });
/** How many are verified, as the page counts them. */
const verified = async (page: Page) =>
  Number(/^Verificados: (\d+)/.exec((await page.getByText(/^Verificados:/).textContent()) ?? "")?.[1]);

test("one proposes, another confirms, and the table says who with what", async () => {
  const first = await open("catalogos");
  const before = await verified(first.page);
  const table = first.page.getByRole("region", { name: "Otros delitos, por artículo y época" });
  const row = table.getByRole("row").filter({ hasText: "Sin verificar" }).first();
  await row.waitFor();
  await expectAccessible(first.page);
  const text = (await row.locator("strong").textContent()) ?? "";
  await row.getByRole("button", { name: /^Marcar verificado/ }).click();
  await press(first.page, "Ver qué cambiaría");
  await first.page.getByText("Falta este dato.").waitFor();
  await first.page.getByLabel("Fuente con la que se comparó").fill("Diario oficial inventado, 3 de mayo");
  await press(first.page, "Ver qué cambiaría");
  await first.page.getByText("dejará de mostrarse como sin verificar").waitFor();
  await expectAccessible(first.page);
  await press(first.page, "Hacer el cambio");
  await first.page.getByText("Falta que otra persona lo confirme.", { exact: false }).first().waitFor();
  // The proposer cannot: the register refuses in words, and nothing is verified.
  const mine = first.page.locator("#changes").getByRole("row").filter({ hasText: text });
  await mine.getByRole("button", { name: /^Confirmar/ }).click();
  await first.page.getByText("Otra persona debe confirmarlo: usted mismo lo propuso.").waitFor();
  expect(await verified(first.page)).toBe(before);
  await first.context.close();

  const second = await open("catalogos2");
  const waiting = second.page.locator("#changes").getByRole("row").filter({ hasText: text });
  expect(await waiting.textContent()).toContain("Espera a otra persona");
  await waiting.getByRole("button", { name: /^Confirmar/ }).click();
  await second.page.getByText("El cambio está confirmado.").waitFor();
  await expect.poll(() => verified(second.page)).toBe(before + 1);
  const marked = second.page.getByRole("row").filter({ hasText: "Propuso Oficial catalogos" });
  expect(await marked.textContent()).toContain("confirmó Oficial catalogos2");
  expect(await marked.textContent()).toContain("Diario oficial inventado, 3 de mayo");
  await second.page.getByLabel("Solo lo que falta verificar").check();
  await expect.poll(() => marked.count()).toBe(0);
  await second.context.close();
});

test("an administrator of accounts reads it and marks nothing; it fits a phone", async () => {
  const { page, context } = await open("administrator", SIZES.phone);
  await page.getByText(/^Verificados:/).waitFor();
  await expectAccessible(page);
  await expectNothingCutOff(page);
  expect(await page.getByRole("button", { name: /verificado|marca|Confirmar/ }).count()).toBe(0);
  await context.close();
});
