// The weekly review on a real server: items with the way to their events, conclusions that stay, canaries.
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { weekBefore } from "#src/domain/audit/week.ts";
import { auditChores } from "#src/main/audit-chores.ts";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
let caseNumber: string;
const complaint = newComplaint(typicalComplaint());
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const registrar = await server.signIn("registrar");
  const answer = await registrar.send("POST", "/api/complaints", complaint);
  caseNumber = (answer.json as { caseNumber: string }).caseNumber;
  await nightWork("investigator", 6);
  await auditChores(server.house).makeReview();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Cases read at one in the morning of the week before. */
async function nightWork(login: string, count: number): Promise<void> {
  const [officer] = await server.rows<{ id: string }>(
    "select officer_id as id from officers where login = $1",
    [login],
  );
  const { from } = weekBefore(new Date().toISOString(), "America/Lima");
  const start = Date.parse(from) + 25 * 3_600_000;
  for (let i = 0; i < count; i += 1) {
    const event = {
      v: 2,
      at: new Date(start + i * 60_000).toISOString(),
      officerId: officer?.id,
      unitId: UNITS.regional,
      outcome: "done",
      requestId: "test",
      detail: {},
      action: "case.read",
      caseId: complaint.caseId,
    };
    await server.rows("select put_audit_event($1::jsonb, sha256($2::bytea))", [
      JSON.stringify(event),
      randomUUID(),
    ]);
  }
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("an auditor looks at an item, at its events, and notes a conclusion that stays", async () => {
  const officer = await sitDown(browser, server, { login: "auditor", path: "/audit" });
  const { page } = officer;
  await page.getByRole("link", { name: "Revisión semanal" }).click();
  const row = page.getByRole("row").filter({ hasText: "Abrió casos o buscó de noche" });
  await row.waitFor();
  expect(await row.textContent()).toContain("Oficial investigator");
  expect(await row.textContent()).toContain("Eventos: 6");
  await expectAccessible(page);
  await row.getByRole("button", { name: /^Anotar/ }).click();
  await press(page, "Guardar la conclusión");
  expect(await page.getByText("Falta este dato.").count()).toBe(2);
  await expectAccessible(page);
  await page.getByRole("radio", { name: "Tiene explicación" }).check();
  await page.getByLabel("Por qué, en una frase").fill("Guardia de esa noche.");
  await press(page, "Guardar la conclusión");
  await page.getByText("La conclusión quedó anotada.").waitFor();
  await expect.poll(() => row.textContent()).toContain("Guardia de esa noche.");
  expect(await row.textContent()).toContain("Oficial auditor");
  await page.getByLabel("Solo lo que falta revisar").check();
  await page.getByText("Todo lo de esa semana está revisado.").waitFor();
  await page.getByLabel("Solo lo que falta revisar").uncheck();
  await row.getByRole("link", { name: /^Ver eventos: Oficial investigator/ }).click();
  await page.getByRole("heading", { name: "Auditoría", level: 1 }).waitFor();
  const events = page.getByRole("row").filter({ hasText: "Leyó un caso" });
  await expect.poll(() => events.count()).toBe(6);
  expect(officer.errors).toEqual([]);
  await officer.context.close();
});

test("a canary is set by its number, shown, and let go; internal affairs sees and does not set", async () => {
  const { page, context } = await sitDown(browser, server, { login: "auditor", path: "/audit/review" });
  const panel = page.locator("#canaries");
  await panel.getByText("No hay ninguno.").waitFor();
  await panel.getByLabel("Número del caso").fill("XXXX-XXXX-XXX");
  await press(page, "Hacerlo señuelo");
  await panel.getByRole("alert").waitFor();
  await panel.getByLabel("Número del caso").fill(caseNumber);
  await press(page, "Hacerlo señuelo");
  await panel.getByText("El caso es señuelo desde ahora.").waitFor();
  await panel.getByRole("row").filter({ hasText: caseNumber }).waitFor();
  const affairs = await sitDown(browser, server, { login: "affairs", path: "/audit/review" });
  await affairs.page.locator("#canaries").getByRole("row").filter({ hasText: "Oficial auditor" }).waitFor();
  expect(await affairs.page.getByRole("button", { name: /señuelo|Dejar de vigilar/ }).count()).toBe(0);
  await affairs.context.close();
  await page.getByRole("button", { name: `Dejar de vigilar: ${caseNumber}` }).click();
  await panel.getByText("El caso ya no es señuelo.").waitFor();
  await context.close();
});

test("the review fits a phone, and is not there for whoever it may be about", async () => {
  const { page, context } = await sitDown(browser, server, {
    login: "auditor",
    path: "/audit/review",
    size: SIZES.phone,
  });
  await page.getByText("Abrió casos o buscó de noche").waitFor();
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await context.close();
  for (const login of ["investigator", "administrator"]) {
    const other = await sitDown(browser, server, { login, path: "/audit/review" });
    await other.page.getByRole("heading", { name: "Esta página no existe." }).waitFor();
    await other.context.close();
  }
});
