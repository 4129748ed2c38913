// Hand-over lists on the screen outside the police: a service's part, a prosecutor's files for who has left; and a posting a chief ends.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "#src/schema/case.ts";
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
  const staff: Readonly<Record<string, readonly [string, Role]>> = {
    albergue: [UNITS.shelter, "service-provider"],
    relevo: [UNITS.shelter, "service-provider"],
    dejado: [UNITS.shelter, "service-provider"],
    directora: ["pe-mimp-car", "chief"],
    superior: [UNITS.prosecutors, "prosecutor"],
    fiscal: [UNITS.localProsecutors, "prosecutor"],
    adjunta: [UNITS.localProsecutors, "prosecutor"],
    comisario: [UNITS.station, "chief"],
    segundo: [UNITS.station, "chief"],
    trasladado: [UNITS.station, "registrar"],
  };
  for (const [login, [unitId, role]] of Object.entries(staff)) await server.addOfficer(login, unitId, role);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Pictures to look at, where a folder for them is given. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.RETA_SHOTS;
  if (!folder) return;
  for (const [width, size] of Object.entries(SIZES)) {
    await page.setViewportSize(size);
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
  }
}

/** A case an investigator has opened to this login. */
async function openedTo(login: string): Promise<string> {
  const [registrar, investigator] = [await server.signIn("registrar"), await server.signIn("investigator")];
  const complaint = newComplaint(typicalComplaint());
  const answer = await registrar.send("POST", "/api/complaints", complaint);
  await takeCase(investigator, complaint.caseId);
  const [posting] = await server.rows<{ id: string; role: string }>(
    "select posting_id as id, role from postings join officers using (officer_id) where login = $1",
    [login],
  );
  const victims =
    posting?.role === "service-provider" ? [complaint.complaint.victims[0]?.personId ?? ""] : [];
  const given = {
    act: "assign",
    postingId: posting?.id ?? "",
    ...(victims.length > 0 && { victims }),
  } as const;
  expect((await assign(investigator, complaint.caseId, given)).status).toBe(201);
  return (answer.json as { caseNumber: string }).caseNumber;
}
const look = async (page: Page) => {
  await expectAccessible(page);
  await expectNothingCutOff(page);
};

test("a service hands its part over: the next one sees that there is the case, and the part when it is accepted", async () => {
  const number = await openedTo("albergue");
  const from = await sitDown(browser, server, { login: "albergue", path: "/cases", size: SIZES.phone });
  await from.page.getByRole("link", { name: "Entregar casos" }).click();
  await from.page.getByLabel(number).check();
  await from.page.getByLabel("Nombre de quien recibe").press("Enter");
  await from.page.getByRole("radio", { name: /^Oficial relevo/ }).check();
  // Nobody but those of the same institution with the same role, and not whoever hands over.
  expect(await from.page.getByRole("radio").count()).toBe(2);
  await look(from.page);
  await shoot(from.page, "hand-over-service");
  await from.page.getByRole("button", { name: "Ofrecer la entrega" }).click();
  await from.page.getByRole("button", { name: "Retirar la entrega" }).waitFor();

  const to = await sitDown(browser, server, { login: "relevo", path: "/hand-over", size: SIZES.desk });
  await to.page.getByRole("link", { name: number }).click();
  await to.page.getByText("Verá su parte cuando la acepte.", { exact: false }).waitFor();
  await look(to.page);
  await shoot(to.page, "hand-over-service-offered");
  await to.page.getByRole("link", { name: "Ver las entregas de casos" }).click();
  await shoot(to.page, "hand-over-service-waits");
  await to.page.getByRole("button", { name: "Aceptar los casos" }).click();
  await to.page.getByLabel(number).waitFor();
  await to.page.goto(`${server.url}/cases`);
  await to.page.getByRole("link", { name: number }).click();
  await to.page.getByRole("heading", { name: "Víctimas que se le confían" }).waitFor();
  // A refusal the page expects is logged by the browser all the same.
  expect(to.errors.filter((error) => !error.includes("403"))).toEqual([]);
  expect(from.errors).toEqual([]);
  await from.context.close();
  await to.context.close();
}, 60_000);

test("the chief of a shelter hands over what somebody left, and sees no case", async () => {
  const number = await openedTo("dejado");
  await server.rows(
    "update postings set valid_to = now() from officers o where o.officer_id = postings.officer_id and o.login = 'dejado'",
  );
  const { page, errors, context } = await sitDown(browser, server, {
    ...{ login: "directora", path: "/hand-over", size: SIZES.phone },
  });
  await page.getByRole("radio", { name: /^Oficial dejado .*cargo terminado/ }).check();
  await page.getByLabel("Nombre de quien recibe").fill("relevo");
  await page.getByLabel("Nombre de quien recibe").press("Enter");
  await page.getByRole("radio", { name: /^Oficial relevo/ }).check();
  expect(await page.getByText(number).count()).toBe(0);
  await look(page);
  await shoot(page, "hand-over-unseen");
  await page.getByRole("button", { name: "Ofrecer la entrega" }).click();
  await page.getByText("La entrega está ofrecida.", { exact: false }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
}, 60_000);

test("a prosecutor above hands over for one who has left, and the own files as anybody", async () => {
  const number = await openedTo("fiscal");
  await server.rows(
    "update postings set valid_to = now() from officers o where o.officer_id = postings.officer_id and o.login = 'fiscal'",
  );
  const { page, errors, context } = await sitDown(browser, server, {
    ...{ login: "superior", path: "/hand-over", size: SIZES.desk },
  });
  await page.getByText("No tiene casos que entregar.").waitFor();
  await page.getByLabel("De quien dejó su cargo o no puede entregarlos").check();
  await page.getByLabel("Nombre de quien entrega").fill("fiscal");
  await page.getByRole("button", { name: "Buscar a quien entrega" }).click();
  await page.getByRole("radio", { name: /^Oficial fiscal .*cargo terminado/ }).check();
  await page.getByLabel(number).check();
  await page.getByLabel("Nombre de quien recibe").press("Enter");
  await page.getByRole("radio", { name: /^Oficial adjunta/ }).check();
  await look(page);
  await shoot(page, "hand-over-prosecutor");
  await page.getByRole("button", { name: "Ofrecer la entrega" }).click();
  await page.getByText("La entrega está ofrecida.", { exact: false }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
}, 60_000);

test("a chief ends the posting of an officer who is moved, and goes on to hand over what is left", async () => {
  const registrar = await server.signIn("trasladado");
  const complaint = newComplaint(typicalComplaint());
  const answer = await registrar.send("POST", "/api/complaints", complaint);
  const { caseNumber } = answer.json as { caseNumber: string };
  const { page, errors, context } = await sitDown(browser, server, {
    ...{ login: "comisario", path: "/enrolments", size: SIZES.phone },
  });
  // The own posting, and that of the deputy at the same place, are not the chief's to end.
  await page.getByRole("button", { name: "Terminar cargo: Oficial trasladado" }).waitFor();
  for (const name of ["comisario", "segundo"])
    expect(await page.getByRole("button", { name: `Terminar cargo: Oficial ${name}` }).count()).toBe(0);
  await shoot(page, "end-posting-list");
  await page.setViewportSize(SIZES.phone);
  await page.getByRole("button", { name: "Terminar cargo: Oficial trasladado" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Terminar cargo" }).click();
  await dialog.getByText("Escriba el número de la orden", { exact: false }).waitFor();
  await look(page);
  await shoot(page, "end-posting");
  await dialog.getByLabel("Número de la orden o resolución").fill("RD 77-2026");
  await dialog.getByRole("button", { name: "Terminar cargo" }).click();
  await page.getByText("El cargo terminó y sus sesiones están cerradas.").waitFor();
  await shoot(page, "end-posting-done");
  await page.getByRole("link", { name: "Entregar los casos que deja" }).click();
  await page.getByRole("radio", { name: /^Oficial trasladado .*cargo terminado/ }).check();
  await page.getByLabel(caseNumber).waitFor();
  expect(errors).toEqual([]);
  await context.close();
}, 60_000);
