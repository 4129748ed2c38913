// The wall on the screen: who deals with it reads why and agrees to lift it; who declares one is left with nothing of the case.
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assign, takeCase } from "../support/assignments.ts";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, fillLeast, numberOf, SIZES, sitDown, tick } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  await server.addOfficer("inspector", "pe-inspectoria", "internal-affairs");
  await server.addOfficer("fiscal", UNITS.prosecutors, "prosecutor");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Pictures to look at, where a folder for them is given. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.RETA_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function register(walled: boolean): Promise<string> {
  const suspects = [{ personId: randomUUID(), isPublicOfficial: "yes" as const }];
  const body = newComplaint(typicalComplaint(walled ? { suspects } : {}));
  const answer = await (await server.signIn("registrar")).send("POST", "/api/complaints", body);
  expect(answer.status, answer.text).toBe(201);
  return body.caseId;
}
const open = (login: string, path: string, size: (typeof SIZES)[keyof typeof SIZES] = SIZES.desk) =>
  sitDown(browser, server, { login, path, size });

test("internal affairs read why a case is walled and from whom, and agree to lift it; the prosecutor's word is the other half", async () => {
  const caseId = await register(true);
  const { page, context, errors } = await open("inspector", `/cases/${caseId}`);
  const panel = page.locator("#wall");
  await panel.getByText("Un denunciado figura como policía o funcionario").waitFor();
  await panel.getByText("Hacen falta dos personas").waitFor();
  await panel.getByText(/^Oculto para \d+ unidades$/).click();
  await panel.getByText("Comisaría PNP Tambopata", { exact: false }).first().waitFor();
  await expectAccessible(page);
  await page.setViewportSize(SIZES.phone);
  await expectNothingCutOff(page);
  await page.setViewportSize(SIZES.desk);
  await panel.getByRole("button", { name: "Dar conformidad para levantar la reserva" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Dar conformidad" }).click();
  await dialog.getByText("Falta este dato.").waitFor();
  await dialog.getByRole("textbox").fill("Se revisó: ningún efectivo implicado.");
  await dialog.getByRole("button", { name: "Dar conformidad" }).click();
  await panel.getByText("Usted ya la dio. Falta la otra persona.").waitFor();
  await panel.getByText(/^Oficial inspector \(/).waitFor();
  await page.goto(`${server.url}/alerts`);
  await page.getByText("Caso reservado: habría un policía o funcionario implicado").first().waitFor();
  await page.goto(`${server.url}/cases`);
  await page.getByText("Reservado", { exact: true }).first().waitFor();
  await page.goto(`${server.url}/help`);
  for (const name of ["Casos reservados", "Mensaje a quien denunció", "Abrir en una emergencia"])
    await page.getByRole("heading", { name, exact: true }).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Walled cases", exact: true }).waitFor();
  await page.setViewportSize(SIZES.phone);
  await expectNothingCutOff(page);
  await page.setViewportSize(SIZES.desk);
  expect(errors).toEqual([]);
  await context.close();

  const fiscal = await open("fiscal", `/cases/${caseId}`, SIZES.phone);
  await fiscal.page.getByRole("button", { name: "Dar conformidad para levantar la reserva" }).click();
  await fiscal.page.getByRole("dialog").getByRole("textbox").fill("Conforme con lo verificado.");
  await fiscal.page.getByRole("dialog").getByRole("button", { name: "Dar conformidad" }).click();
  // Without a file of its own the prosecutor's office has nothing to see any more.
  await fiscal.page.getByText("Este caso no existe o no está a su alcance.").waitFor();
  await fiscal.page.getByText(/^Registrado el/).waitFor();
  await fiscal.context.close();
  expect((await (await server.signIn("registrar")).get(`/api/cases/${caseId}`)).status).toBe(200);
}, 120_000);

test("who declares that an officer is involved is told that it is registered, and has nothing of the case left on the screen", async () => {
  const caseId = await register(false);
  const { page, context } = await open("registrar", `/cases/${caseId}`, SIZES.phone);
  await page.getByText("Cerrar, anular o acumular").click();
  await page.getByRole("button", { name: "Hay un policía o funcionario implicado" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Enviar y cerrar" }).click();
  await dialog.getByText("Falta este dato.").waitFor();
  await expectAccessible(page);
  await dialog.getByLabel("Qué se sabe").selectOption("declared");
  await dialog.getByRole("button", { name: "Enviar y cerrar" }).click();
  await page.getByText("Este caso no existe o no está a su alcance.").waitFor();
  await page.getByText(/^Registrado el/).waitFor();
  await expectAccessible(page);
  expect(await page.locator("#complaint").count()).toBe(0);
  await page.goto(`${server.url}/cases`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await page.content()).not.toContain(caseId);
  await page.goto(`${server.url}/help`);
  await page.getByText("Marcó que hay un policía implicado", { exact: false }).waitFor();
  expect(await page.getByRole("heading", { name: "Casos reservados", exact: true }).count()).toBe(0);
  await context.close();
}, 120_000);

test("a chief who declares it is told before that it is lost to them too; the prosecutor in charge keeps it", async () => {
  const caseId = await register(false);
  const chief = await open("chief", `/cases/${caseId}`);
  await chief.page.getByRole("button", { name: "Hay un policía o funcionario implicado" }).click();
  const dialog = chief.page.getByRole("dialog");
  await dialog.getByText("Usted tampoco lo verá más, y no podrá deshacerlo.").waitFor();
  await dialog.getByLabel("Qué se sabe").selectOption("relative");
  await dialog.getByRole("button", { name: "Enviar y cerrar" }).click();
  await dialog.getByText("Falta este dato.").waitFor();
  await expectAccessible(chief.page);
  await dialog.getByLabel("Cómo se sabe").fill("El dueño del local es su cuñado.");
  await dialog.getByRole("button", { name: "Enviar y cerrar" }).click();
  await chief.page.getByText("Este caso no existe o no está a su alcance.").waitFor();
  expect(chief.errors).toEqual([]);
  await chief.context.close();

  const led = await register(false);
  const investigator = await server.signIn("investigator");
  await takeCase(investigator, led);
  const [posting] = await server.rows<{ id: string }>(
    "select posting_id as id from postings join officers using (officer_id) where login = 'fiscal'",
  );
  await assign(investigator, led, { act: "assign", postingId: posting?.id ?? "" });
  const fiscal = await open("fiscal", `/cases/${led}`, SIZES.phone);
  await fiscal.page.getByRole("button", { name: "Hay un policía o funcionario implicado" }).click();
  const declaring = fiscal.page.getByRole("dialog");
  await declaring.getByText("Para levantarlo harán falta dos.", { exact: false }).waitFor();
  await expectAccessible(fiscal.page);
  await expectNothingCutOff(fiscal.page);
  await declaring.getByLabel("Qué se sabe").selectOption("declared");
  await declaring.getByLabel("Cómo se sabe").fill("La víctima lo dijo en su declaración.");
  await declaring.getByRole("button", { name: "Reservar el caso" }).click();
  await fiscal.page.locator("#wall").getByText("Lo declaró la víctima", { exact: false }).waitFor();
  expect((await investigator.get(`/api/cases/${led}`)).status).toBe(404);
  expect(fiscal.errors).toEqual([]);
  await fiscal.context.close();
}, 120_000);

test("a tick on the form walls the case, sent after the line was gone too; the screen afterwards is that of any other", async () => {
  const { page, context, errors } = await open("registrar", "/complaint", SIZES.phone);
  await fillLeast(page);
  const group = page.getByRole("group", { name: "Policías o funcionarios" });
  await group.getByText("ni su dependencia ni sus jefes verán el caso", { exact: false }).waitFor();
  await tick(page, "/officers", "involved").focus();
  await page.keyboard.press("Space");
  await expect
    .poll(() => page.locator(".help-area").textContent())
    .toContain("Basta con que alguien lo diga");
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await context.setOffline(true);
  await page.keyboard.press("Control+Enter");
  const review = page.getByRole("dialog");
  await review.getByText("Hay un policía o funcionario implicado").waitFor();
  await review.getByRole("button", { name: "Registrar y sellar" }).click();
  const again = review.getByRole("button", { name: "Volver a enviar" });
  await again.waitFor();
  await context.setOffline(false);
  await again.click();
  const number = await numberOf(page);
  const shown = await page.locator("main").textContent();
  for (const word of [/implicado/i, /reservad/i, /Inspector/i]) expect(shown).not.toMatch(word);
  await expectAccessible(page);
  const found = async (login: string) =>
    ((await (await server.signIn(login)).get(`/api/cases?number=${number}`)).json as { cases: unknown[] })
      .cases.length;
  expect([await found("registrar"), await found("chief"), await found("inspector")]).toEqual([0, 0, 1]);
  expect(errors).toEqual([]);
  await context.close();
}, 120_000);

test("a prosecutor hears of a case that is theirs alone, answers the alert and opens the case from it", async () => {
  await server.rows(
    "insert into staff_marks (mark, officer_id, kind) select $1, officer_id, 'staff-number' from officers where login = 'inspector'",
    [server.house.real.register.staffMarks.of("99900081")],
  );
  const { page, context, errors } = await open("fiscal", "/alerts", SIZES.phone);
  await page.getByRole("heading", { level: 1, name: "Alertas" }).waitFor();
  const suspects = [
    { personId: randomUUID(), personal: { documents: [{ type: "cip", number: "99900081" }] } },
  ];
  const body = newComplaint(typicalComplaint({ suspects }));
  const answer = await (await server.signIn("registrar")).send("POST", "/api/complaints", body);
  expect(answer.status, answer.text).toBe(201);
  const alert = page.getByText("Caso reservado: habría un policía o funcionario implicado").first();
  await alert.waitFor();
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await page.getByRole("button", { name: /recib/i }).first().click();
  await expect.poll(() => page.getByText("Oficial fiscal", { exact: false }).count()).toBeGreaterThan(0);
  await page.goto(`${server.url}/cases/${body.caseId}`);
  await page.locator("#wall").getByText("lo trabaja solo la fiscalía", { exact: false }).waitFor();
  // Whom it names stays barred when it is lifted, unless that is ticked.
  await page.getByRole("button", { name: "Dar conformidad para levantar la reserva" }).click();
  const lifting = page.getByRole("dialog");
  const cleared = lifting.getByLabel("Lo que se dijo de Oficial inspector resultó falso");
  expect(await cleared.isChecked()).toBe(false);
  await cleared.focus();
  await page.keyboard.press("Space");
  expect(await cleared.isChecked()).toBe(true);
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await lifting.getByRole("textbox").fill("Se verificó que el número es de otra persona.");
  await lifting.getByRole("button", { name: "Dar conformidad" }).click();
  await page.locator("#wall").getByText("Usted ya la dio. Falta la otra persona.").waitFor();
  expect(errors).toEqual([]);
  await context.close();
}, 120_000);

test("a number that is another person's: internal affairs ask, the prosecutor writes it again and agrees", async () => {
  const number = "72000001";
  await server.addOfficer("homonimo", UNITS.otherStation, "registrar");
  await server.rows(
    "insert into staff_marks (mark, officer_id, kind) select $1, officer_id, 'identity-card' from officers where login = 'homonimo'",
    [server.house.real.register.staffMarks.of(number)],
  );
  const asking = await open("inspector", "/");
  const { page } = asking;
  await page.getByRole("link", { name: "Marcas", exact: true }).click();
  await page.getByText("No hay ninguna.").waitFor();
  await page.getByRole("button", { name: "Pedir que se retire" }).click();
  expect(await page.locator(":focus").getAttribute("id")).toBe("mark-login");
  await expectAccessible(page);
  await page.getByLabel("Usuario del efectivo").fill("homonimo");
  await page.getByLabel("Número que no es suyo").fill(number);
  await page.getByLabel("Es de otra persona").check();
  await page.getByLabel("Número del documento que lo acredita").fill("OF-120-2026");
  await page.keyboard.press("Enter");
  await page.getByText("La marca de homonimo sigue valiendo").waitFor();
  await page.getByRole("cell", { name: "Espera a otra persona" }).waitFor();
  expect(await page.getByRole("button", { name: /Confirmar retiro/ }).count()).toBe(0);
  await shoot(page, "marks-asked-1366");
  const agreeing = await open("fiscal", "/marks", SIZES.phone);
  const phone = agreeing.page;
  await phone.getByRole("button", { name: "Confirmar retiro: Oficial homonimo" }).waitFor();
  await expectNothingCutOff(phone);
  await shoot(phone, "marks-390");
  await phone.getByRole("button", { name: "Confirmar retiro: Oficial homonimo" }).click();
  const dialog = phone.getByRole("dialog");
  await dialog.getByLabel("Número que no es suyo").fill("72000002");
  await expectAccessible(phone);
  await dialog.getByRole("button", { name: "Confirmar retiro" }).click();
  await dialog.getByText("No es el número por el que se pidió.").waitFor();
  await dialog.getByLabel("Número que no es suyo").fill(number);
  await shoot(phone, "marks-agree-390");
  await dialog.getByRole("button", { name: "Confirmar retiro" }).click();
  await phone.getByText("La marca está retirada.").waitFor();
  await phone.getByText("Retirada", { exact: true }).waitFor();
  await expectAccessible(phone);
  await page.reload();
  await page.getByRole("cell", { name: /^Retirada/ }).waitFor();
  await shoot(page, "marks-1366");
  expect([...asking.errors, ...agreeing.errors]).toEqual([]);
  for (const { context } of [asking, agreeing]) await context.close();
});
