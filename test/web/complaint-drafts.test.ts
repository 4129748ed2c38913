// Nothing typed is lost: crashes, ended sessions, lost answers, a register that is gone, two tabs, a shared computer.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { startServer, type TestServer } from "../support/server.ts";
import {
  expectAccessible,
  field,
  fillLeast,
  numberOf,
  openPage,
  send,
  signIn,
  sitDown,
  tick,
} from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const NARRATIVE = "/personal/narrative";
const saved = (page: Page) => page.getByText(/Borrador guardado a las/).first();

async function countCases(login: string): Promise<number> {
  const client = await server.signIn(login);
  const { cases } = (await client.get("/api/cases?mine=1")).json as { cases: unknown[] };
  return cases.length;
}

/** Everything the browser keeps of this page on the disk, as text. */
const keptOnDisk = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open("reta");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    const rows = await new Promise<Record<string, unknown>[]>((resolve, reject) => {
      const asked = database.transaction("drafts").objectStore("drafts").getAll();
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    database.close();
    const decoder = new TextDecoder("utf-8");
    const text = rows.map((row) =>
      Object.values(row)
        .map((value) =>
          value instanceof ArrayBuffer || ArrayBuffer.isView(value)
            ? decoder.decode(value)
            : JSON.stringify(value),
        )
        .join(" "),
    );
    return { rows: rows.length, text: `${text.join("\n")} ${JSON.stringify(localStorage)}` };
  });

test("after a crash the draft is there again, and the disk holds no word of it in the clear", async () => {
  const { page, context } = await sitDown(browser, server);
  await fillLeast(page);
  await field(page, NARRATIVE).fill("Palabras de Zoraida");
  await saved(page).waitFor();
  const disk = await keptOnDisk(page);
  expect(disk.rows).toBe(1);
  expect(disk.text).not.toMatch(/Zoraida|Palabras|anonymous|170/);
  // Gone without a goodbye, as when the power fails.
  await page.goto("about:blank");
  await page.goto(`${server.url}/complaint`);
  await page.getByText(/Se recuperó su borrador/).waitFor();
  expect(await field(page, NARRATIVE).inputValue()).toBe("Palabras de Zoraida");
  expect(await page.getByRole("radio", { name: "Anónima" }).isChecked()).toBe(true);
  await send(page);
  await page.goto(`${server.url}/complaint`);
  await page.locator("#section-1-title").waitFor();
  expect(await field(page, NARRATIVE).inputValue()).toBe("");
  await context.close();
});

test("a session that ends while typing asks to sign in on top, and nothing is lost", async () => {
  const { page, context } = await sitDown(browser, server);
  await fillLeast(page);
  await field(page, NARRATIVE).fill("Antes de que terminara");
  await context.clearCookies();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Registrar y sellar" }).click();
  const dialog = page.getByRole("dialog", { name: "Su sesión terminó" });
  await dialog.waitFor();
  await signIn(dialog as unknown as Page, "registrar");
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Volver a enviar" }).click();
  expect(await numberOf(page)).toMatch(/-/);
  await context.close();
});

test("a lost answer is asked for again: one case, whatever was pressed", async () => {
  const before = await countCases("registrar");
  const { page, context } = await sitDown(browser, server);
  await fillLeast(page);
  let lost = 0;
  await page.route("**/api/complaints", async (route) => {
    if (lost++ > 0) return route.continue();
    // The register has it; only the answer does not come back.
    await route.fetch();
    return route.abort("connectionreset");
  });
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Registrar y sellar" }).click();
  await page.getByText("No hay conexión con el registro").waitFor();
  await page.getByRole("button", { name: "Volver a enviar" }).click();
  expect(await numberOf(page)).toMatch(/-/);
  expect(lost).toBe(2);
  expect(await countCases("registrar")).toBe(before + 1);
  await context.close();
});

test("a complaint changed after a lost answer is not registered twice, and the officer is told", async () => {
  const before = await countCases("registrar");
  const { page, context } = await sitDown(browser, server);
  await fillLeast(page);
  let lost = 0;
  await page.route("**/api/complaints", async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort("connectionreset");
  });
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Registrar y sellar" }).click();
  await page.getByText("No hay conexión con el registro").waitFor();
  await page.getByRole("button", { name: "Seguir escribiendo" }).click();
  await field(page, NARRATIVE).fill("Algo más");
  // Nobody writes more within the tolerance of the server's clock.
  await page.waitForTimeout(3500);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Registrar y sellar" }).click();
  expect(await numberOf(page)).toMatch(/-/);
  await page.getByText("El registro ya tenía la versión que envió antes").waitFor();
  expect(await countCases("registrar")).toBe(before + 1);
  await context.close();
});

test("a register without its database says so, keeps the draft over a reload, and a retry works", async () => {
  const { page, context } = await sitDown(browser, server);
  await fillLeast(page);
  await field(page, NARRATIVE).fill("Cuando no había base");
  let gone = true;
  await page.route("**/api/complaints", (route) =>
    gone
      ? route.fulfill({
          status: 503,
          contentType: "application/problem+json",
          body: JSON.stringify({
            type: "about:blank",
            title: "register.unavailable",
            status: 503,
            code: "register.unavailable",
          }),
        })
      : route.continue(),
  );
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Registrar y sellar" }).click();
  await page.getByText("El registro no responde ahora").waitFor();
  await page.goto("about:blank");
  await page.goto(`${server.url}/complaint`);
  await page.getByText(/Se recuperó su borrador/).waitFor();
  expect(await field(page, NARRATIVE).inputValue()).toBe("Cuando no había base");
  gone = false;
  expect(await send(page)).toMatch(/-/);
  await context.close();
});

test("a second tab writes a complaint of its own and overwrites nothing", async () => {
  const { page, context } = await sitDown(browser, server);
  await field(page, NARRATIVE).fill("Primera pestaña");
  await saved(page).waitFor();
  const second = await openPage(context, server);
  await second.page.goto(`${server.url}/complaint`);
  await second.page.getByText(/otra denuncia abierta en otra pestaña/).waitFor();
  expect(await field(second.page, NARRATIVE).inputValue()).toBe("");
  await field(second.page, NARRATIVE).fill("Segunda pestaña");
  await saved(second.page).waitFor();
  expect(await field(page, NARRATIVE).inputValue()).toBe("Primera pestaña");
  await page.close();
  await second.page.close();
  const later = await openPage(context, server);
  await later.page.goto(`${server.url}/complaint`);
  await later.page.getByRole("heading", { name: "Tiene denuncias sin enviar", level: 1 }).waitFor();
  expect(await later.page.getByRole("button", { name: "Continuar" }).count()).toBe(2);
  await later.page.getByRole("button", { name: "Continuar" }).last().click();
  await expect.poll(() => field(later.page, NARRATIVE).inputValue()).toBe("Primera pestaña");
  await context.close();
});

test("the next officer on the same computer sees nothing of the draft", async () => {
  const { page, context } = await sitDown(browser, server, { login: "registrar" });
  await field(page, NARRATIVE).fill("Del primero");
  await saved(page).waitFor();
  await page.getByRole("button", { name: "Salir" }).click();
  await page.getByLabel("Usuario").waitFor();
  await signIn(page, "colleague");
  await page.goto(`${server.url}/complaint`);
  await page.locator("#section-1-title").waitFor();
  expect(await field(page, NARRATIVE).inputValue()).toBe("");
  await page.getByRole("button", { name: "Salir" }).click();
  await page.getByLabel("Usuario").waitFor();
  await signIn(page, "registrar");
  await page.goto(`${server.url}/complaint`);
  await expect.poll(() => field(page, NARRATIVE).inputValue()).toBe("Del primero");
  await context.close();
});

test("a complaint against an officer is kept for the window it is written in, and nowhere else opens", async () => {
  const { page, context, errors } = await sitDown(browser, server);
  await field(page, NARRATIVE).fill("Lo que vio la vecina");
  await saved(page).waitFor();
  await tick(page, "/officers", "involved").check();
  await page.getByText(/solo en esta ventana/).waitFor();
  await expectAccessible(page);
  const disk = await keptOnDisk(page);
  expect(disk.rows).toBe(1);
  expect(disk.text).not.toMatch(/vecina|involved|sealedForTab/);
  // A reload is no loss; another tab of the same officer finds nothing, and the first page counts nothing.
  await page.reload();
  await expect.poll(() => field(page, NARRATIVE).inputValue()).toBe("Lo que vio la vecina");
  const other = await openPage(context, server);
  await other.page.goto(`${server.url}/`);
  await other.page.getByRole("link", { name: "Registrar una denuncia" }).first().waitFor();
  expect(await other.page.getByText(/sin enviar en este equipo/).count()).toBe(0);
  await other.page.goto(`${server.url}/complaint`);
  await other.page.locator("#section-1-title").waitFor();
  expect(await field(other.page, NARRATIVE).inputValue()).toBe("");
  await other.page.close();
  // Nor does the officer, once signed out.
  await page.getByRole("button", { name: "Salir" }).click();
  await page.getByLabel("Usuario").waitFor();
  await signIn(page, "registrar");
  await page.goto(`${server.url}/complaint`);
  await page.locator("#section-1-title").waitFor();
  expect(await field(page, NARRATIVE).inputValue()).toBe("");
  expect(errors).toEqual([]);
  await context.close();
});

test("a draft thrown away is gone, and one older than 72 hours is erased", async () => {
  const { page, context } = await sitDown(browser, server);
  await field(page, NARRATIVE).fill("Para descartar");
  await saved(page).waitFor();
  await page.getByRole("button", { name: "Descartar borrador" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Descartar borrador" }).click();
  await expect.poll(() => field(page, NARRATIVE).inputValue()).toBe("");
  expect((await keptOnDisk(page)).rows).toBe(0);
  await field(page, NARRATIVE).fill("De hace mucho");
  await saved(page).waitFor();
  await page.goto("about:blank");
  const later = await openPage(context, server);
  await later.page.clock.setFixedTime(Date.now() + 73 * 3_600_000);
  await later.page.goto(`${server.url}/complaint`);
  await later.page.locator("#section-1-title").waitFor();
  expect(await field(later.page, NARRATIVE).inputValue()).toBe("");
  expect((await keptOnDisk(later.page)).rows).toBe(0);
  await context.close();
});

test("without a line the page says so beside the draft, and takes it back when the line returns", async () => {
  const { page, context } = await sitDown(browser, server);
  await fillLeast(page);
  await saved(page).waitFor();
  const line = page.locator(".draft-line");
  expect(await line.textContent()).not.toContain("Sin conexión");
  await context.setOffline(true);
  await expect.poll(() => line.textContent()).toMatch(/Borrador guardado a las .*Sin conexión/);
  await context.setOffline(false);
  await expect.poll(() => line.textContent()).not.toContain("Sin conexión");
  await context.close();
});

test("signed out in one tab, the other asks to sign in again and keeps what was written", async () => {
  const { page, context } = await sitDown(browser, server);
  await field(page, NARRATIVE).fill("Palabras");
  const second = await openPage(context, server);
  await second.page.goto(`${server.url}/help`);
  await second.page.getByRole("button", { name: "Salir" }).click();
  await page.getByRole("dialog").getByRole("heading", { name: "Su sesión terminó" }).waitFor();
  await signIn(page, "registrar");
  expect(await field(page, NARRATIVE).inputValue()).toBe("Palabras");
  await context.close();
});
