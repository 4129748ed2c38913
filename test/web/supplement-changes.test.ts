// A supplement that says otherwise what was said of a known person, on a real server: sent on to a correction.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CaseFile } from "#src/schema/case.ts";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { expectAccessible, field, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test("what a supplement would say differently of a known person leads to a correction, at its fields", async () => {
  const body = newComplaint(typicalComplaint());
  const registrar = await server.signIn("registrar");
  expect((await registrar.send("POST", "/api/complaints", body)).status).toBe(201);
  const { page, context } = await sitDown(browser, server, { path: `/cases/${body.caseId}` });
  await page.getByRole("button", { name: "Ampliar", exact: true }).click();
  await page.getByText("Víctimas y denunciados").click();
  await page.getByRole("button", { name: "Completar Víctima 1" }).click();
  await field(page, "/victims/0/ageAtFacts").fill("15");
  await field(page, "/victims/0/personal/name/givenNames").fill("Otra");
  await page.getByRole("button", { name: "Sellar ampliación" }).click();
  await page.getByRole("region", { name: "Datos por corregir: 2" }).waitFor();
  for (const id of ["f_victims_0_ageAtFacts-fault", "f_victims_0_personal_name_givenNames-fault"]) {
    expect(await page.locator(`[id="${id}"]`).textContent()).toBe(
      "Esto ya se dijo de otra manera: proponga una corrección.",
    );
  }
  await expectAccessible(page);
  const file = (await registrar.get(`/api/cases/${body.caseId}`)).json as CaseFile;
  expect(file.entries).toHaveLength(1);
  await context.close();
});
