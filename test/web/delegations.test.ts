// Standing in, on the screen: given at the account, seen on every page of both, begun and ended with one press.
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CaseFile } from "#src/schema/case.ts";
import { assign, device, takeCase } from "../support/assignments.ts";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
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

for (const size of [SIZES.desk, SIZES.phone])
  test(`a chief delegates, the other stands in, and both see it on every page until one ends it (${size.width} wide)`, async () => {
    const [giver, holder] = [`jefa-${size.width}`, `reemplazo-${size.width}`];
    await server.addOfficer(giver, UNITS.region, "chief");
    await server.addOfficer(holder, UNITS.otherStation, "registrar");
    const registrar = await server.signIn("registrar");
    const complaint = newComplaint(typicalComplaint());
    const { caseNumber } = (await registrar.send("POST", "/api/complaints", complaint)).json as {
      caseNumber: string;
    };

    const chief = await sitDown(browser, server, { login: giver, path: "/account", size });
    await chief.page.getByLabel("Usuario de quien lo reemplaza").fill("nadie-con-ese-usuario");
    await chief.page.getByRole("button", { name: "Delegar", exact: true }).click();
    await chief.page.getByText(/No se puede delegar a ese usuario/).waitFor();
    await chief.page.getByLabel("Usuario de quien lo reemplaza").fill(holder);
    await chief.page.getByLabel("Días").fill("3");
    // Nobody assigns what they may not read: one tick brings the other, and goes with it.
    await chief.page.getByLabel("Leer los casos, sin nombres").uncheck();
    expect(await chief.page.getByLabel("Asignar casos").isChecked()).toBe(false);
    await chief.page.getByLabel("Asignar casos").check();
    expect(await chief.page.getByLabel("Leer los casos, sin nombres").isChecked()).toBe(true);
    await expectAccessible(chief.page);
    await chief.page.getByRole("button", { name: "Delegar", exact: true }).click();
    await chief.page.getByText(`Oficial ${holder} actúa por delegación suya hasta el`).waitFor();
    await chief.page.goto(`${server.url}/cases`);
    await chief.page.getByText(`Oficial ${holder} actúa por delegación suya hasta el`).waitFor();
    await expectNothingCutOff(chief.page);

    const other = await sitDown(browser, server, { login: holder, path: "/complaint", size });
    await other.page.getByRole("button", { name: `Actuar por Oficial ${giver}` }).click();
    const bar = other.page.getByRole("region", { name: "Delegaciones" });
    await bar.getByText(`Actúa por delegación de Oficial ${giver}`).waitFor();
    const places = other.page.getByRole("navigation");
    expect(await places.getByRole("link").allTextContents()).toEqual([
      expect.stringContaining("Alertas"),
      "Casos",
      "Ayuda",
    ]);
    await expectAccessible(other.page);
    await expectNothingCutOff(other.page);
    await places.getByRole("link", { name: "Casos" }).click();
    await other.page.getByRole("link", { name: caseNumber }).click();
    await other.page.getByRole("heading", { name: new RegExp(caseNumber) }).waitFor();
    expect(await other.page.getByRole("button", { name: /nombres/i }).count()).toBe(0);
    await bar.getByText(`Actúa por delegación de Oficial ${giver}`).waitFor();
    // What belongs to another role, or was not delegated, is not there.
    await other.page.goto(`${server.url}/enrolments`);
    await other.page.getByRole("heading", { name: "Alertas" }).waitFor();
    await bar.getByRole("button", { name: "Volver a mi cargo" }).click();
    await other.page.getByRole("button", { name: `Actuar por Oficial ${giver}` }).waitFor();

    await chief.page.getByRole("button", { name: `Terminar la delegación con Oficial ${holder}` }).click();
    await expect.poll(() => chief.page.getByText(/actúa por delegación suya/).count()).toBe(0);
    await other.page.goto(`${server.url}/complaint`);
    await other.page.locator("#section-1-title").waitFor();
    expect(await other.page.getByRole("region", { name: "Delegaciones" }).count()).toBe(0);
    expect([...chief.errors, ...other.errors]).toEqual([]);
    await chief.context.close();
    await other.context.close();
  });

for (const size of [SIZES.desk, SIZES.phone])
  test(`cases are handed over by a list that the receiver accepts (${size.width} wide)`, async () => {
    const [giver, receiver] = [`entrega-${size.width}`, `recibe-${size.width}`];
    await server.addOfficer(giver, UNITS.regional, "investigator");
    await server.addOfficer(receiver, UNITS.regional, "investigator");
    const [registrar, taker] = await Promise.all([server.signIn("registrar"), server.signIn(giver)]);
    const cases: { caseId: string; number: string }[] = [];
    for (let n = 0; n < 2; n += 1) {
      const body = newComplaint(typicalComplaint());
      const answer = await registrar.send("POST", "/api/complaints", body);
      await takeCase(taker, body.caseId);
      cases.push({ caseId: body.caseId, number: (answer.json as { caseNumber: string }).caseNumber });
    }
    const [first, second] = cases as [(typeof cases)[0], (typeof cases)[0]];

    const from = await sitDown(browser, server, { login: giver, path: "/hand-over", size });
    await from.page.getByText("No hay entregas por responder.").waitFor();
    const offer = from.page.getByRole("button", { name: "Ofrecer la entrega" });
    expect(await offer.isDisabled()).toBe(true);
    await from.page.getByLabel(first.number).check();
    await from.page.getByLabel("Nombre de quien recibe").fill("nadie así");
    await from.page.getByLabel("Nombre de quien recibe").press("Enter");
    await from.page.getByText("Nadie con ese nombre puede recibirlos.").waitFor();
    await from.page.getByLabel("Nombre de quien recibe").fill(receiver);
    await from.page.getByRole("button", { name: "Buscar" }).click();
    await from.page.getByRole("radio", { name: new RegExp(`^Oficial ${receiver}`) }).check();
    await expectAccessible(from.page);
    await expectNothingCutOff(from.page);
    await shoot(from.page, `hand-over-offer-${size.width}`);
    await offer.click();
    await from.page.getByText("La entrega está ofrecida.", { exact: false }).waitFor();
    await from.page.getByRole("button", { name: "Retirar la entrega" }).waitFor();
    expect(await from.page.getByRole("button", { name: "Aceptar los casos" }).count()).toBe(0);

    const to = await sitDown(browser, server, { login: receiver, path: "/hand-over", size });
    await to.page.getByText(`Oficial ${giver} entrega a Oficial ${receiver}`, { exact: false }).waitFor();
    const waiting = to.page.locator("#hand-overs-waiting");
    expect(await waiting.getByRole("link").allTextContents()).toEqual([first.number]);
    await expectAccessible(to.page);
    await expectNothingCutOff(to.page);
    await shoot(to.page, `hand-over-accept-${size.width}`);
    // Until it is accepted the names are the giver's to open, and nobody else's.
    const names = async (login: string, { caseId }: { caseId: string }) =>
      (
        await (
          await server.signIn(login)
        ).send("POST", `/api/cases/${caseId}/names`, {
          purpose: "investigation",
        })
      ).status;
    expect([await names(giver, first), await names(receiver, first)]).toEqual([200, 403]);
    await to.page.getByRole("button", { name: "Aceptar los casos" }).click();
    await waiting.getByText("No hay entregas por responder.").waitFor();
    await expect.poll(() => to.page.getByLabel(first.number).count()).toBe(1);
    expect([await names(giver, first), await names(receiver, first)]).toEqual([403, 200]);
    // What was not on the list stays.
    expect([await names(giver, second), await names(receiver, second)]).toEqual([200, 403]);
    await from.page.reload();
    await from.page.getByLabel(second.number).waitFor();
    expect(await from.page.getByLabel(first.number).count()).toBe(0);
    expect([...from.errors, ...to.errors]).toEqual([]);
    await from.context.close();
    await to.context.close();
  });

test("a chief gives a case to an officer, who opens it to the prosecutor's file and lays it down, by keys alone too", async () => {
  await server.addOfficer("fiscal", UNITS.top, "prosecutor");
  const body = newComplaint(typicalComplaint());
  expect((await (await server.signIn("registrar")).send("POST", "/api/complaints", body)).status).toBe(201);
  const at = { path: `/cases/${body.caseId}` };
  const chief = await sitDown(browser, server, { ...at, login: "chief" });
  const panel = chief.page.locator("#holders");
  await panel.getByText("Ningún efectivo lo tiene todavía.").waitFor();
  await panel.getByRole("button", { name: "Dar o abrir el caso" }).focus();
  await chief.page.keyboard.press("Enter");
  const dialog = chief.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Dar o abrir el caso" }).click();
  await dialog.getByText("Busque y elija a quien lo recibe.").waitFor();
  // Of another command: not offered, as the register would refuse it.
  await dialog.getByLabel("Nombre de quien recibe").fill("stranger");
  await chief.page.keyboard.press("Enter");
  await dialog.getByText("No hay nadie con ese nombre").waitFor();
  await dialog.getByLabel("Nombre de quien recibe").fill("investigator");
  await chief.page.keyboard.press("Enter");
  await dialog.getByRole("radio", { name: /^Oficial investigator2 / }).waitFor();
  await dialog.getByRole("radio", { name: /^Oficial investigator / }).focus();
  await chief.page.keyboard.press("Space");
  await dialog.getByText("Lo trabaja: lee, agrega y abre nombres.").waitFor();
  await expectAccessible(chief.page);
  await chief.page.setViewportSize(SIZES.phone);
  await expectNothingCutOff(chief.page);
  await chief.page.setViewportSize(SIZES.desk);
  await dialog
    .getByRole("button", { name: "Dar el caso a Oficial investigator", exact: true })
    .press("Enter");
  await panel.getByText(/^Se lo dio Oficial chief el /).waitFor();
  await chief.page.getByText(/queda dicho quién tiene el caso/).waitFor();
  await expectAccessible(chief.page);

  const officer = await sitDown(browser, server, { ...at, login: "investigator", size: SIZES.phone });
  const theirs = officer.page.locator("#holders");
  await theirs.getByRole("button", { name: "Dar o abrir el caso" }).click();
  const giving = officer.page.getByRole("dialog");
  await giving.getByLabel("Qué cargo tiene quien lo recibe").selectOption("prosecutor");
  await giving.getByRole("button", { name: "Buscar", exact: true }).click();
  await giving.getByRole("radio", { name: /^Oficial fiscal / }).check();
  await giving.getByText("Lee el expediente, abre nombres y dispone diligencias.").waitFor();
  await expectNothingCutOff(officer.page);
  await giving.getByRole("button", { name: "Dar el caso a Oficial fiscal" }).click();
  await theirs.getByText("Se lo dio Oficial investigator").waitFor();
  await expectNothingCutOff(officer.page);
  await expectAccessible(officer.page);
  const read = await (await server.signIn("fiscal")).get(at.path.replace("/cases", "/api/cases"));
  expect((read.json as CaseFile).assignments).toHaveLength(2);
  await theirs.getByRole("button", { name: "Dejar el caso", exact: true }).click();
  const leaving = officer.page.getByRole("dialog");
  await leaving.getByText("Ya no podrá abrir los nombres").waitFor();
  await expectAccessible(officer.page);
  await leaving.getByRole("button", { name: "Sí, dejar el caso" }).click();
  await theirs.getByRole("button", { name: "Dejar el caso", exact: true }).waitFor({ state: "hidden" });
  await theirs.getByText("Oficial fiscal").first().waitFor();
  expect([...chief.errors, ...officer.errors]).toEqual([]);
  await officer.context.close();

  // What the chief's page shows is out of date now: the register's word is asked anew.
  await chief.page.reload();
  await panel.getByText("Oficial fiscal").waitFor();
  // Whoever leads the inquiry is not taken off the case by the police, who close it again to a service or an officer.
  expect(await panel.getByRole("button", { name: /^Retirar el caso/ }).count()).toBe(0);
  const held = (read.json as CaseFile).assignments.find(({ role }) => role === "prosecutor")?.postingId ?? "";
  const prosecutor = await server.signIn("fiscal");
  expect((await assign(prosecutor, body.caseId, { act: "release", postingId: held })).status).toBe(201);
  await takeCase(await server.signIn("investigator2"), body.caseId);
  await chief.page.reload();
  await panel.getByRole("button", { name: "Retirar el caso a Oficial investigator2" }).click();
  await chief.page.getByText("Después nadie tendrá este caso.").waitFor();
  await chief.page.getByRole("button", { name: "Sí, retirar el caso" }).click();
  await panel.getByText("Ningún efectivo lo tiene todavía.").waitFor();
  await chief.context.close();
  // Who keeps a case at the counter hands it over, and gives nothing.
  const counter = await sitDown(browser, server, at);
  await counter.page.locator("#holders").waitFor();
  expect(await counter.page.locator("#holders").getByRole("button").count()).toBe(0);
  await counter.context.close();
}, 120_000);

test("a shelter is entrusted with one victim, and reads on a plain page what she needs and nothing else", async () => {
  await server.addOfficer("refugio", UNITS.shelter, "service-provider");
  const body = newComplaint(typicalComplaint());
  expect((await (await server.signIn("registrar")).send("POST", "/api/complaints", body)).status).toBe(201);
  await takeCase(await server.signIn("investigator"), body.caseId);
  const path = `/cases/${body.caseId}`;
  const officer = await sitDown(browser, server, { login: "investigator", path });
  await officer.page.locator("#holders").getByRole("button", { name: "Dar o abrir el caso" }).click();
  const giving = officer.page.getByRole("dialog");
  await giving.getByLabel("Qué cargo tiene quien lo recibe").selectOption("service-provider");
  await giving.getByRole("button", { name: "Buscar", exact: true }).click();
  await giving.getByRole("radio", { name: /^Oficial refugio / }).check();
  await giving.getByRole("button", { name: "Dar el caso a Oficial refugio" }).click();
  await giving.getByText("Marque a quién se confía.").waitFor();
  await giving.getByLabel("Víctima 1 (Mujer, 16)").check();
  await expectAccessible(officer.page);
  await shoot(officer.page, "give-to-a-shelter");
  await giving.getByRole("button", { name: "Dar el caso a Oficial refugio" }).click();
  await officer.page.locator("#holders").getByText("Lee lo que necesita").waitFor();

  const shelter = await sitDown(browser, server, { login: "refugio", path, size: SIZES.phone });
  await shelter.page.getByRole("heading", { name: "Víctimas que se le confían" }).waitFor();
  await shelter.page.getByText("Pobreza").first().waitFor();
  const said = (await shelter.page.locator("main").textContent()) ?? "";
  expect(said).toContain("16");
  expect(said).not.toMatch(/Víctima 2|Inventada|Apodo/);
  await expectAccessible(shelter.page);
  await expectNothingCutOff(shelter.page);
  await shoot(shelter.page, "own-part-phone");
  await shelter.page.getByText("La fiscalía no ha dispuesto ninguna todavía", { exact: false }).waitFor();

  // What the prosecutor directs to protect her is there in a line, and nothing else that is directed.
  await server.addOfficer("fiscal-menores", UNITS.prosecutors, "prosecutor");
  const [prosecutor] = await server.rows<{ id: string }>(
    "select posting_id as id from postings join officers using (officer_id) where login = 'fiscal-menores'",
  );
  const opened = { act: "assign", postingId: prosecutor?.id ?? "" } as const;
  expect((await assign(await server.signIn("investigator"), body.caseId, opened)).status).toBe(201);
  const fiscal = await server.signIn("fiscal-menores");
  const dueOn = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const victims = body.complaint.victims.map(({ personId }) => personId);
  for (const measure of [{ measure: "police-protection", victims }, { measure: "locate" }]) {
    const order = {
      move: "order",
      unitId: UNITS.regional,
      postingId: null,
      dueOn,
      replaces: null,
      ...measure,
    };
    const direction = { ...order, personal: { explanation: "Que la cuiden." } };
    const sent = { entryId: randomUUID(), caseId: body.caseId, ...device(), direction };
    const answer = await fiscal.send("POST", `/api/cases/${body.caseId}/directions`, sent);
    expect(answer.status, answer.text).toBe(201);
  }
  await shelter.page.reload();
  const measures = shelter.page.getByRole("region", { name: "Medidas de protección" });
  await measures.getByText("Protección policial").waitFor();
  await measures.getByText(/Pendiente/).waitFor();
  expect(await measures.getByRole("listitem").count()).toBe(1);
  expect(await shelter.page.locator("main").textContent()).not.toMatch(/Víctima 2|Ubicación|cuiden/);
  await expectAccessible(shelter.page);
  await expectNothingCutOff(shelter.page);
  await shoot(shelter.page, "own-part-measures-phone");

  // Who she is opens for a purpose; whoever has the case sees that it was opened.
  await shelter.page.getByRole("button", { name: "Abrir nombres" }).click();
  const naming = shelter.page.getByRole("dialog");
  await naming.getByRole("button", { name: "Abrir y dejar constancia" }).click();
  await naming.getByText("Protección o búsqueda de la víctima").click();
  await expectAccessible(shelter.page);
  await shoot(shelter.page, "own-part-purpose-phone");
  await naming.getByRole("button", { name: "Abrir y dejar constancia" }).click();
  await shelter.page.getByText("Nombres abiertos: Protección o búsqueda de la víctima").waitFor();
  await shelter.page.getByText("00998877").waitFor();
  const named = (await shelter.page.locator("main").textContent()) ?? "";
  expect(named).toMatch(/Inventada/);
  expect(named).not.toMatch(/Segunda|Apodo|Denunciante/);
  await expectAccessible(shelter.page);
  await expectNothingCutOff(shelter.page);
  await shoot(shelter.page, "own-part-names-phone");
  await shelter.page.setViewportSize(SIZES.desk);
  await shoot(shelter.page, "own-part-names-desk");
  await shelter.page.getByRole("button", { name: "Cerrar nombres" }).click();
  await expect.poll(() => shelter.page.getByText("00998877").count()).toBe(0);
  await officer.page.reload();
  await officer.page.getByText("Quién abrió este caso").click();
  await officer.page.getByText(/víctimas confiadas a un servicio/).waitFor();
  await shoot(officer.page, "openings-of-a-service");
  expect([...officer.errors, ...shelter.errors]).toEqual([]);
  await officer.context.close();
  await shelter.context.close();
}, 120_000);

for (const size of [SIZES.desk, SIZES.phone])
  test(`a chief hands over what an ended posting left behind (${size.width} wide)`, async () => {
    const [chief, left, receiver] = [`jefa-e-${size.width}`, `ido-${size.width}`, `queda-${size.width}`];
    await server.addOfficer(chief, UNITS.station, "chief");
    await server.addOfficer(left, UNITS.station, "registrar");
    await server.addOfficer(receiver, UNITS.station, "registrar");
    const gone = await server.signIn(left);
    const [body, hidden] = [
      newComplaint(typicalComplaint()),
      newComplaint(typicalComplaint({ suspects: [{ personId: randomUUID(), isPublicOfficial: "yes" }] })),
    ];
    const numbers: string[] = [];
    for (const one of [body, hidden]) {
      const answer = await gone.send("POST", "/api/complaints", one);
      numbers.push((answer.json as { caseNumber: string }).caseNumber);
    }
    const [number, walled] = numbers as [string, string];
    await server.rows(
      "update postings set valid_to = now() from officers o where o.officer_id = postings.officer_id and o.login = $1",
      [left],
    );
    const from = await sitDown(browser, server, { login: chief, path: "/hand-over", size });
    await from.page.getByLabel("Nombre de quien entrega").fill(left);
    await from.page.getByLabel("Nombre de quien entrega").press("Enter");
    await from.page.getByRole("radio", { name: new RegExp(`^Oficial ${left} .*cargo terminado`) }).check();
    await from.page.getByLabel(number).check();
    // Of a case that names an officer the station's chief learns nothing here either.
    expect(await from.page.getByText(walled).count()).toBe(0);
    await from.page.getByLabel("Nombre de quien recibe").fill(receiver);
    await from.page.getByLabel("Nombre de quien recibe").press("Enter");
    await from.page.getByRole("radio", { name: new RegExp(`^Oficial ${receiver} `) }).check();
    await expectAccessible(from.page);
    await expectNothingCutOff(from.page);
    await shoot(from.page, `hand-over-for-${size.width}`);
    await from.page.getByRole("button", { name: "Ofrecer la entrega" }).click();
    await from.page.getByText("La entrega está ofrecida.", { exact: false }).waitFor();
    const to = await sitDown(browser, server, { login: receiver, path: "/hand-over", size });
    await to.page.getByRole("button", { name: "Aceptar los casos" }).click();
    await to.page.getByLabel(number).waitFor();
    await from.page.reload();
    await from.page.getByLabel("Nombre de quien entrega").fill(left);
    await from.page.getByLabel("Nombre de quien entrega").press("Enter");
    await from.page.getByRole("radio", { name: new RegExp(`^Oficial ${left} `) }).check();
    await from.page.getByText(`Oficial ${left} no tiene casos que entregar.`).waitFor();
    expect([...from.errors, ...to.errors]).toEqual([]);
    await from.context.close();
    await to.context.close();
  });

test("an officer with two postings sees which one is in use, and goes to the other with one press", async () => {
  const login = "dos-cargos";
  await server.addOfficer(login, UNITS.station, "registrar");
  await server.rows(
    `insert into postings (posting_id, officer_id, unit_id, role, valid_from)
      select $1, officer_id, $2, 'chief', clock_timestamp() - interval '1 minute' from officers where login = $3`,
    [randomUUID(), UNITS.regional, login],
  );
  const { page } = await sitDown(browser, server, { login, path: "/account", size: SIZES.phone });
  const panel = page.getByRole("region", { name: "Sus cargos" });
  await panel.getByText("En uso").waitFor();
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await shoot(page, "postings-phone");
  await page.setViewportSize(SIZES.desk);
  await shoot(page, "postings-desk");
  await panel.getByRole("button", { name: /^Pasar a este cargo: / }).click();
  await page.getByRole("navigation").getByRole("link", { name: "Registrar" }).waitFor();
});
