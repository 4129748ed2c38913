// Directing a case on the screen: the prosecutor orders a step, the officer in charge sees it at once and answers it.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assign, takeCase } from "../support/assignments.ts";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  await server.addOfficer("fiscal", UNITS.top, "prosecutor");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** A case the investigator has, opened to the prosecutor's file. */
async function ledCase(): Promise<string> {
  const body = newComplaint(typicalComplaint());
  expect((await (await server.signIn("registrar")).send("POST", "/api/complaints", body)).status).toBe(201);
  const investigator = await server.signIn("investigator");
  await takeCase(investigator, body.caseId);
  const [row] = await server.rows<{ id: string }>(
    "select posting_id as id from postings join officers using (officer_id) where login = 'fiscal'",
  );
  const given = await assign(investigator, body.caseId, { act: "assign", postingId: row?.id ?? "" });
  expect(given.status).toBe(201);
  return body.caseId;
}

async function onDay(page: Page, due: string): Promise<void> {
  const [year = "", month = "", day = ""] = due.split("-");
  const parts = page.locator("#direction-due").locator("xpath=..");
  await parts.getByLabel("Día").fill(day);
  await parts.getByLabel("Mes").selectOption(month);
  await parts.getByLabel("Año").fill(year);
}

for (const size of [SIZES.desk, SIZES.phone])
  test(`a prosecutor directs a step, the officer answers it, and both see it without reloading (${size.width} wide)`, async () => {
    const caseId = await ledCase();
    const shoot = async (name: string, { page }: Awaited<ReturnType<typeof sitDown>>) => {
      const folder = process.env.RETA_SHOTS;
      if (folder) await page.screenshot({ path: `${folder}/${name}-${size.width}.png`, fullPage: true });
    };
    const officer = await sitDown(browser, server, { login: "investigator", path: `/cases/${caseId}`, size });
    await officer.page.getByRole("heading", { name: "Historia" }).waitFor();
    expect(await officer.page.locator("#directions").count()).toBe(0);

    const fiscal = await sitDown(browser, server, { login: "fiscal", path: `/cases/${caseId}`, size });
    const panel = fiscal.page.locator("#directions");
    await panel.getByText("Todavía no se ha dispuesto ninguna diligencia.").waitFor();
    await panel.getByRole("button", { name: "Disponer una diligencia" }).focus();
    await fiscal.page.keyboard.press("Enter");
    const dialog = fiscal.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Disponer", exact: true }).click();
    await dialog.getByText("Falta este dato.").first().waitFor();
    await dialog.getByLabel("¿Qué diligencia?").selectOption("age-estimate");
    await dialog.getByLabel("¿Quién la hace?").selectOption({ index: 1 });
    const due = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await onDay(fiscal.page, due);
    await dialog.getByLabel("Qué debe hacerse").fill("Edad de Menganita Inventada, hoy mismo.");
    await expectAccessible(fiscal.page);
    await expectNothingCutOff(fiscal.page);
    await shoot("direction-dialog", fiscal);
    await dialog.getByRole("button", { name: "Disponer", exact: true }).click();
    await panel.getByText("Oficial investigator, ", { exact: false }).first().waitFor();

    // Nobody has touched the officer's page since it was opened.
    const theirs = officer.page.locator("#directions");
    await theirs.getByText("Examen de edad aproximada").waitFor();
    await theirs.getByText("El texto se abre con los nombres del caso.").waitFor();
    expect(await theirs.getByText("Menganita").count()).toBe(0);
    await officer.page.getByRole("button", { name: "Abrir nombres" }).click();
    const naming = officer.page.getByRole("dialog");
    await naming.getByRole("radio").first().check();
    await naming.getByRole("button", { name: "Abrir y dejar constancia" }).click();
    await theirs.getByText("Edad de Menganita Inventada, hoy mismo.").waitFor();
    await expectAccessible(officer.page);
    await expectNothingCutOff(officer.page);
    await shoot("direction-officer", officer);
    await theirs.getByRole("button", { name: "No se pudo hacer: Examen de edad aproximada" }).click();
    const answering = officer.page.getByRole("dialog");
    await answering.getByRole("button", { name: "Enviar la respuesta" }).click();
    await answering.getByText("Falta este dato.").waitFor();
    await answering.getByLabel("Por qué no se hizo").fill("No hay médico legista hasta el lunes.");
    await answering.getByRole("button", { name: "Enviar la respuesta" }).click();
    await answering.waitFor({ state: "hidden" });

    await panel.getByText("Anteriores (1)").click();
    await panel.getByText("No se hizo").first().waitFor();
    await panel.getByRole("button", { name: /^Disponer otra en lugar de/ }).click();
    // Of a measure that protects it is asked for whom: nobody, of any other step.
    expect(await dialog.getByText("¿A quién protege?").count()).toBe(0);
    await dialog.getByLabel("¿Qué diligencia?").selectOption("police-protection");
    await dialog.getByText("¿A quién protege?").waitFor();
    await dialog.getByLabel("Víctima 1 (Mujer, 16)").check();
    await expectAccessible(fiscal.page);
    await expectNothingCutOff(fiscal.page);
    await shoot("direction-protects", fiscal);
    await onDay(fiscal.page, due);
    await dialog.getByLabel("Qué debe hacerse").fill("Entonces que la cuiden.");
    await dialog.getByRole("button", { name: "Disponer en su lugar" }).click();
    await panel.getByText("Protección policial").waitFor();
    await panel.getByText("Protege a: Víctima 1", { exact: true }).waitFor();
    await shoot("direction-prosecutor", fiscal);
    await theirs.getByRole("button", { name: "Está hecha: Protección policial" }).click();
    await officer.page.getByRole("dialog").getByRole("button", { name: "Sí, está hecha" }).click();
    await panel.getByText("Anteriores (2)").waitFor();

    await server.rows(
      "update case_directions set status = 'open', ended_at = null, ended_by = null, due_on = current_date - 2 where case_id = $1 and measure = 'police-protection'",
      [caseId],
    );
    await fiscal.page.goto(`${server.url}/directions`);
    const row = fiscal.page.getByRole("row").filter({ hasText: "Protección policial" }).first();
    await row.getByText("Vencida").waitFor();
    await expectAccessible(fiscal.page);
    await expectNothingCutOff(fiscal.page);
    await shoot("directions", fiscal);
    await fiscal.page.getByLabel("Mostrar").selectOption("all");
    await fiscal.page.getByText("Reemplazada").first().waitFor();
    await officer.page.goto(`${server.url}/cases`);
    await officer.page.getByRole("link", { name: "Diligencias de la fiscalía" }).click();
    await officer.page.getByText("Vencida").first().waitFor();
    expect([...officer.errors, ...fiscal.errors]).toEqual([]);
    await officer.context.close();
    await fiscal.context.close();
  }, 120_000);
