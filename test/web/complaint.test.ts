// The complaint page on a real server: entering, what the page says meanwhile, sending, and what came of it.
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { startServer, type TestServer } from "../support/server.ts";
import {
  enterDate,
  expectAccessible,
  field,
  fillLeast,
  numberOf,
  type Officer,
  openPage,
  SIZES,
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

const STORY =
  "Mi hija se fue porque le ofrecieron trabajo de mesera. Le quitaron su DNI y no la dejan salir. 😢 שלום";

/** The bodies of the complaints this page sent. */
function sentBy({ page }: Officer): { complaint: Record<string, unknown> }[] {
  const bodies: { complaint: Record<string, unknown> }[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/complaints")) {
      bodies.push(request.postDataJSON() as { complaint: Record<string, unknown> });
    }
  });
  return bodies;
}

test("the keyboard alone registers a complaint, and no other host is asked for anything", async () => {
  const officer = await sitDown(browser, server);
  const { page } = officer;
  await page.locator("#section-1-title").waitFor();
  const keys = page.keyboard;
  const jump = (section: number) => keys.press(`Alt+${section}`);
  const forward = async (times: number) => {
    for (let n = 0; n < times; n++) await keys.press("Tab");
  };
  await jump(1);
  await forward(2);
  await keys.type("inambari");
  await keys.press("Enter");
  await expect.poll(() => field(page, "/place/code").inputValue()).toContain("Tambopata");
  await forward(6);
  await keys.type("2026");
  expect(await field(page, "/factsTo").locator("xpath=..").getByLabel("Año").inputValue()).toBe("2026");
  await jump(2);
  await forward(1);
  await keys.press("Space");
  expect(await page.getByRole("radio", { name: "Con su nombre" }).isChecked()).toBe(true);
  await jump(6);
  await forward(1);
  await keys.press("Space");
  expect(await tick(page, "/acts", "recruitment").isChecked()).toBe(true);
  await jump(5);
  await forward(1);
  await keys.type("Se la llevaron.");
  await keys.press("Control+Enter");
  await page.getByRole("heading", { name: "Lo que se va a sellar" }).waitFor();
  for (let n = 0; n < 30; n++) {
    if ((await page.locator(":focus").textContent()) === "Registrar y sellar") break;
    await keys.press("Tab");
  }
  await keys.press("Enter");
  expect(await numberOf(page)).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}-/);
  expect(officer.strangers).toEqual([]);
  expect(officer.errors).toEqual([]);
  await officer.context.close();
});

test("what is entered arrives as it was entered: unknown, not asked, emoji and right-to-left text", async () => {
  const officer = await sitDown(browser, server);
  const { page } = officer;
  const bodies = sentBy(officer);
  await fillLeast(page);
  await field(page, "/victims/0/personal/name/givenNames").fill("Yeni 😢");
  await field(page, "/victims/0/personal/documents/0/type").selectOption("dni");
  await field(page, "/victims/0/personal/documents/0/number").fill("1234");
  await tick(page, "/means", "unknown").check();
  await page.getByRole("group", { name: "¿Sigue ocurriendo?" }).getByLabel("No sabe").check();
  await field(page, "/personal/narrative").fill(STORY);
  await page.keyboard.press("Control+Enter");
  const review = page.getByRole("dialog");
  expect(await review.textContent()).toContain("Yeni 😢");
  expect(await review.textContent()).toContain("El número no tiene la forma de ese documento");
  await review.getByRole("button", { name: "Registrar y sellar" }).click();
  const number = await numberOf(page);
  const [body] = bodies;
  expect(body?.complaint).toMatchObject({
    means: ["unknown"],
    ongoing: "unknown",
    personal: { narrative: STORY },
  });
  for (const notAsked of ["gain", "borderCrossed", "control", "factsFrom"]) {
    expect(body?.complaint).not.toHaveProperty(notAsked);
  }
  const registrar = await server.signIn("registrar");
  const { cases } = (await registrar.get(`/api/cases?number=${number}`)).json as {
    cases: { caseNumber: string }[];
  };
  expect(cases.map(({ caseNumber }) => caseNumber)).toEqual([number]);
  await officer.context.close();
});

test("the finding follows the ticks; the narrative's words are underlined and one press ticks what they suggest", async () => {
  const { page, context } = await sitDown(browser, server);
  await fillLeast(page);
  const finding = page.getByRole("complementary", { name: "Calificación indicativa" });
  await expect.poll(() => finding.textContent()).toContain("Sin hechos marcados");
  await field(page, "/personal/narrative").fill(STORY);
  await page
    .locator(".narrative-behind mark", { hasText: "ofrecieron trabajo" })
    .waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Marcar: Captación" }).click();
  await page.getByRole("button", { name: "Descartar: Retención" }).click();
  expect(await tick(page, "/acts", "recruitment").isChecked()).toBe(true);
  expect(await page.getByRole("button", { name: "Marcar: Captación" }).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Marcar: Retención" }).count()).toBe(0);
  await tick(page, "/means", "deception").check();
  await tick(page, "/purposes", "begging").check();
  await expect.poll(() => finding.textContent()).toContain("Compatible con trata");
  expect(await finding.textContent()).toContain("no decide");
  await tick(page, "/means", "deception").uncheck();
  await expect.poll(() => finding.textContent()).toContain("La edad decide");
  await context.close();
});

test("after a tick with the mouse the next press lands where it was aimed", async () => {
  const { page, context } = await sitDown(browser, server, { size: { width: 1366, height: 768 } });
  await fillLeast(page);
  const middle = async (element: Locator) => {
    const box = await element.boundingBox();
    if (!box) throw new Error("not on the screen");
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  const act = page.locator(`label[for="f_acts-recruitment"]`);
  await act.scrollIntoViewIfNeeded();
  await page.mouse.click(...(await middle(act)));
  expect(await tick(page, "/acts", "recruitment").isChecked()).toBe(true);
  expect(await page.locator(".help-area").textContent()).toContain("Captación");
  const review = page.locator(".finding-send").getByRole("button", { name: "Revisar y enviar" });
  const aimed = await middle(review);
  // Slowly, as a hand does it: the help goes when the button goes down, the press counts when it comes up.
  await page.mouse.move(...aimed);
  await page.mouse.down();
  await page.waitForTimeout(200);
  expect(await middle(review)).toEqual(aimed);
  await page.mouse.up();
  await page.getByRole("heading", { name: "Lo que se va a sellar" }).waitFor();
  await context.close();
});

test("help in plain words with the article of the law of that date, on focus and on hover", async () => {
  const { page, context } = await sitDown(browser, server);
  await fillLeast(page);
  const help = page.locator(".help-area");
  await tick(page, "/acts", "recruitment").focus();
  expect(await help.textContent()).toContain("129-A");
  expect(await help.textContent()).toContain("Captación");
  await enterDate(page, "/factsTo", "2010", "05");
  await page.locator(`label[for="f_acts-transport"]`).hover();
  await expect.poll(() => help.textContent()).toContain("153");
  await context.close();
});

test("faults are listed, lead to their fields and lose nothing", async () => {
  const { page, context } = await sitDown(browser, server);
  await fillLeast(page);
  await enterDate(page, "/factsTo", "2090", "10");
  await field(page, "/victims/0/ageMin").fill("20");
  await field(page, "/victims/0/ageMax").fill("15");
  await page.keyboard.press("Control+Enter");
  const summary = page.getByRole("region", { name: "Datos por corregir: 2" });
  await summary.waitFor();
  expect(await page.locator(":focus").textContent()).toBe("Datos por corregir: 2");
  await summary.getByRole("link", { name: /Los hechos: hasta/ }).click();
  expect(await page.locator(":focus").getAttribute("id")).toBe("f_factsTo");
  expect(await page.locator("#f_factsTo-fault").textContent()).toContain("posteriores a la denuncia");
  await expectAccessible(page);
  await enterDate(page, "/factsTo", "2026", "10");
  await field(page, "/victims/0/ageMax").fill("25");
  await expect.poll(() => page.getByRole("region", { name: /por corregir/ }).count()).toBe(0);
  expect(await send(page)).toMatch(/-/);
  await context.close();
});

test("a narrative of two megabytes is refused at its field, the page still answers, and nothing is cut off", async () => {
  const { page, context } = await sitDown(browser, server);
  await fillLeast(page);
  const long = "le ofrecieron trabajo ".repeat(95_000);
  await field(page, "/personal/narrative").fill(long);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("region", { name: "Datos por corregir: 1" }).waitFor();
  expect(await page.locator("#f_personal_narrative-fault").textContent()).toBe("Es demasiado largo.");
  expect((await field(page, "/personal/narrative").inputValue()).length).toBe(long.length);
  await field(page, "/personal/narrative").fill("Le ofrecieron trabajo.");
  expect(await send(page)).toMatch(/-/);
  await context.close();
});

test("a victim taken out comes back with everything", async () => {
  const { page, context } = await sitDown(browser, server);
  await field(page, "/victims/0/personal/name/givenNames").fill("Yeni");
  await page.getByRole("button", { name: "Quitar víctima 1" }).click();
  expect(await page.getByRole("region", { name: "Víctima 1" }).count()).toBe(0);
  await page.getByRole("button", { name: "Deshacer" }).click();
  expect(await page.getByRole("region", { name: "Víctima 1" }).textContent()).toContain("Yeni");
  await context.close();
});

test("two hundred victims are entered, sent and counted", async () => {
  const officer = await sitDown(browser, server);
  const { page } = officer;
  const bodies = sentBy(officer);
  await fillLeast(page);
  const add = page.getByRole("button", { name: "Agregar víctima" });
  // In the page itself: two hundred presses through the debugger would take most of the test's time. It is drawn after
  // each of the first ten, and then after every twentieth, as for somebody who presses faster than it can draw.
  await add.evaluate(async (button: HTMLElement) => {
    for (let n = 1; n < 200; n++) {
      button.click();
      if (n < 10 || n % 20 === 0) await new Promise(requestAnimationFrame);
    }
  });
  const number = await send(page);
  expect(bodies[0]?.complaint.victims).toHaveLength(200);
  const registrar = await server.signIn("registrar");
  const { cases } = (await registrar.get(`/api/cases?number=${number}`)).json as {
    cases: { victims: number }[];
  };
  expect(cases[0]?.victims).toBe(200);
  await officer.context.close();
}, 180_000);

test("the receipt says registered, when, number and promise; never unit, finding or names", async () => {
  const { page, context } = await sitDown(browser, server);
  await fillLeast(page);
  await field(page, "/victims/0/personal/name/givenNames").fill("Zoraida");
  for (const [at, code] of [
    ["/acts", "recruitment"],
    ["/means", "deception"],
    ["/purposes", "begging"],
  ] as const) {
    await tick(page, at, code).check();
  }
  const number = await send(page);
  expect(await page.locator(".registered").textContent()).toContain("Compatible con trata");
  await page.emulateMedia({ media: "print" });
  const paper = await page.evaluate(() => document.body.innerText);
  expect(paper).toContain(number);
  expect(paper).toContain("Policía Nacional del Perú");
  expect(paper.match(/[0-9a-f]{64}/g)).toHaveLength(1);
  expect(paper).toMatch(/[0-9a-f]{64}/);
  for (const secret of ["Zoraida", "Comisaría", "Oficial", "Compatible", "trata"]) {
    expect(paper).not.toContain(secret);
  }
  await page.emulateMedia({ media: "screen" });
  await page.goto(`${server.url}/complaint/last`);
  expect(await numberOf(page)).toBe(number);
  await context.close();
});

test("training is on every screen and paper, and nothing of it is among the real cases", async () => {
  const { page, context } = await sitDown(browser, server, { login: "colleague" });
  await page.getByRole("button", { name: "Practicar" }).click();
  await page.getByRole("dialog").getByRole("button").first().click();
  await page.locator(".training strong", { hasText: "PRÁCTICA" }).waitFor();
  await fillLeast(page);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Registrar práctica" }).click();
  const number = await numberOf(page);
  await page.emulateMedia({ media: "print" });
  expect(await page.evaluate(() => document.body.innerText)).toContain("PRÁCTICA");
  const colleague = await server.signIn("colleague");
  const { cases } = (await colleague.get(`/api/cases?number=${number}`)).json as { cases: unknown[] };
  expect(cases).toEqual([]);
  await context.close();
});

test.each(
  Object.entries(SIZES),
)("no accessibility rule is broken on any of its screens: %s", async (_, size) => {
  const context = await browser.newContext({ viewport: size, locale: "es-PE" });
  const page = await context.newPage();
  await page.goto(`${server.url}/complaint`);
  await page.getByLabel("Usuario").waitFor();
  await expectAccessible(page);
  await signIn(page, "registrar");
  await page.locator("#section-1-title").waitFor();
  await expectAccessible(page);
  await fillLeast(page);
  await page.getByRole("radio", { name: "Con su nombre" }).check();
  await page.getByRole("button", { name: "Agregar denunciado" }).click();
  await page.getByRole("button", { name: "Agregar vínculo" }).click();
  await page.getByRole("button", { name: "Agregar tramo" }).click();
  await page.getByRole("button", { name: "Agregar vehículo" }).click();
  await field(page, "/personal/narrative").fill(STORY);
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
  await page.locator(".suggestion").first().waitFor();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("dialog").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Registrar y sellar" }).click();
  await page.locator(".registered-number").waitFor();
  await expectAccessible(page);
  await context.close();
});

test("the page speaks English when asked, and remembers it", async () => {
  const { page, context } = await sitDown(browser, server);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Register a complaint" }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  await page.getByRole("checkbox", { name: "Recruitment", exact: true }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Register a complaint" }).waitFor();
  await expectAccessible(page);
  await context.close();
});

for (const hours of [-26, 26])
  test(`a computer whose clock is ${hours} hours off registers what happened today, at the time it is`, async () => {
    const context = await browser.newContext({ viewport: SIZES.desk, locale: "es-PE" });
    await context.addInitScript((shift: number) => {
      const Right = Date;
      globalThis.Date = class extends Right {
        constructor(...parts: unknown[]) {
          super(...((parts.length === 0 ? [Right.now() + shift] : parts) as [number]));
        }
        static override now() {
          return Right.now() + shift;
        }
      } as DateConstructor;
    }, hours * 3_600_000);
    const officer = await openPage(context, server);
    const { page } = officer;
    const sent = sentBy(officer) as unknown as { complaintMadeAt: string; enteredAt: string }[];
    await page.goto(`${server.url}/complaint`);
    await signIn(page, "registrar");
    await fillLeast(page);
    const [year = "", month = "", day = ""] = new Intl.DateTimeFormat("en-CA", { timeZone: "America/Lima" })
      .format(new Date())
      .split("-");
    await enterDate(page, "/factsTo", year, month, day);
    expect(await send(page)).toMatch(/^[0-9A-Z]{5}-/);
    const [body] = sent;
    expect(Math.abs(Date.parse(body?.complaintMadeAt ?? "") - Date.now())).toBeLessThan(600_000);
    expect(Math.abs(Date.parse(body?.enteredAt ?? "") - Date.now())).toBeGreaterThan(25 * 3_600_000);
    expect(officer.errors).toEqual([]);
    await context.close();
  });
