// Searching for a person from a case file, as an investigator does it, and what the other case's owner and the chief see.
import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeCase } from "../support/assignments.ts";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { SEARCHES_A_DAY } from "../support/vault.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
let own: string;
let other: string;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  own = await held("investigator", "10000001");
  other = await held("investigator2", "48291736");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function held(login: string, number: string): Promise<string> {
  const base = typicalComplaint();
  const victims = base.victims.slice(0, 1).map((victim) => ({
    ...victim,
    personal: {
      name: { paternalSurname: `Huamán`, maternalSurname: "Inventada", givenNames: "Zoraida" },
      documents: [{ type: "dni", number }],
    },
  }));
  const complaint = newComplaint({ ...base, victims });
  const registrar = await server.signIn("registrar");
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  await takeCase(await server.signIn(login), complaint.caseId);
  return complaint.caseId;
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const shots = process.env.RETA_SHOTS;
const picture = async (page: Page, name: string) => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
};

test.each(
  Object.entries(SIZES),
)("at the %s: too little is told at once, nobody is nobody, a match is a unit to call", async (name, size) => {
  const path = `/cases/${own}`;
  const { page, context, errors } = await sitDown(browser, server, { login: "investigator", size, path });
  await press(page, "Buscar persona");
  await page.getByRole("heading", { name: "¿Está esta persona en otro caso?" }).waitFor();
  // The first field is ready to be filled by keyboard alone.
  expect(await page.locator(":focus").getAttribute("id")).toBe("search-document-type");
  await expectAccessible(page);
  await page.locator("#search-given").fill("Zoraida");
  await page.locator("#search-paternal").fill("Guaman");
  await press(page, "Buscar y dejar constancia");
  await page.getByText("o dos de: nombre (un apellido y un nombre)").waitFor();
  await page.getByText("Elija para qué.").waitFor();
  await picture(page, `search-fault-${name}`);

  await page
    .getByRole("radio", { name: /investig/i })
    .first()
    .check();
  await page.locator("#search-document").fill("99999999");
  await press(page, "Buscar y dejar constancia");
  await page.getByText("No hay nadie así en otro caso").waitFor();
  await page.locator("#search-document").fill("48.291.736");
  await press(page, "Buscar y dejar constancia");
  await page.getByText("Hay una coincidencia").waitFor();
  const row = page.getByRole("row").filter({ hasText: "Madre de Dios" });
  await expect.poll(() => row.count()).toBe(1);
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await picture(page, `search-match-${name}`);
  await press(page, "Cerrar");
  await expect.poll(() => page.getByText("Hay una coincidencia").count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

test("whoever has the other case sees who asked and who opened names; a search at the limit says so, and the chief's word lifts it", async () => {
  const { page, context } = await sitDown(browser, server, {
    login: "investigator2",
    path: `/cases/${other}`,
  });
  const owner = await server.signIn("investigator2");
  const names = await owner.send("POST", `/api/cases/${other}/names`, { purpose: "investigation" });
  expect(names.status).toBe(200);
  // From the keyboard, as everything.
  await page.locator("summary", { hasText: "Quién abrió este caso" }).focus();
  await page.keyboard.press("Enter");
  const openings = page.getByRole("region", { name: "Quién abrió este caso" });
  const asked = openings.getByRole("row").filter({ hasText: "Buscó desde otro caso a una persona de este" });
  await asked.first().waitFor();
  expect(await asked.first().textContent()).toContain("Oficial investigator");
  const opened = openings.getByRole("row").filter({ hasText: "Abrió nombres" });
  await expect.poll(() => opened.count()).toBe(1);
  for (const said of ["Oficial investigator2", "víctimas", "Investigación"])
    expect(await opened.textContent()).toContain(said);
  expect(await openings.getByText("Leyó el caso, sin nombres").count()).toBe(0);
  await page.getByLabel("Solo quien abrió nombres").uncheck();
  await openings.getByText("Leyó el caso, sin nombres").first().waitFor();
  await page.getByLabel("Solo quien abrió nombres").check();
  await expectAccessible(page);
  await picture(page, "openings-desk");
  await page.setViewportSize(SIZES.phone);
  await expectNothingCutOff(page);
  await picture(page, "openings-phone");
  await context.close();

  const client = await server.signIn("investigator");
  const sought = { document: { type: "dni", number: "99999999" } };
  const search = () =>
    client.send("POST", "/api/persons/search", { caseId: own, purpose: "investigation", sought });
  let last = await search();
  for (let n = 0; n < SEARCHES_A_DAY && last.status === 200; n += 1) last = await search();
  expect(last.status).toBe(429);

  const searching = await sitDown(browser, server, { login: "investigator", path: `/cases/${own}` });
  await press(searching.page, "Buscar persona");
  await searching.page.getByText(`Hoy lleva ${SEARCHES_A_DAY} de ${SEARCHES_A_DAY} búsquedas.`).waitFor();
  await searching.page.locator("#search-phone").fill("961827354");
  await searching.page
    .getByRole("radio", { name: /investig/i })
    .first()
    .check();
  await press(searching.page, "Buscar y dejar constancia");
  await searching.page.getByText("Su jefatura puede autorizar más").waitFor();
  await expectAccessible(searching.page);
  await picture(searching.page, "search-limit");

  const chief = await sitDown(browser, server, { login: "chief", path: "/" });
  await chief.page.getByRole("button", { name: "Autorizar más a Oficial investigator" }).click();
  await chief.page.getByText("Oficial investigator puede buscar más veces hoy.").waitFor();
  await expect.poll(() => chief.page.getByText(`${SEARCHES_A_DAY} de ${2 * SEARCHES_A_DAY}`).count()).toBe(1);
  await expectAccessible(chief.page);
  await picture(chief.page, "search-chief");
  await chief.context.close();

  await press(searching.page, "Buscar y dejar constancia");
  await searching.page.getByText("No hay nadie así en otro caso").waitFor();
  await searching.context.close();
});
