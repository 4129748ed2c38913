// Cases on a real server: the search, the case file, names, supplements and corrections, as officers do it.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Acknowledgement, CaseFile } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { takeCase } from "../support/assignments.ts";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, field, SIZES, sitDown, tick } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  await server.addOfficer("amender", UNITS.national, "amender");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Registered {
  caseId: string;
  caseNumber: string;
}

async function register(change: Partial<Complaint> = {}, madeAt?: string): Promise<Registered> {
  const registrar = await server.signIn("registrar");
  const body = newComplaint(
    typicalComplaint(change),
    madeAt === undefined ? {} : { complaintMadeAt: madeAt },
  );
  const answer = await registrar.send("POST", "/api/complaints", body);
  expect(answer.status).toBe(201);
  return { caseId: body.caseId, caseNumber: (answer.json as Acknowledgement).caseNumber };
}

const fileOf = async (login: string, caseId: string) =>
  (await (await server.signIn(login)).get(`/api/cases/${caseId}`)).json as CaseFile;

const rows = (page: Page) => page.getByRole("row").filter({ has: page.locator("a.number") });
const heading = (page: Page, { caseNumber }: Registered) =>
  page.getByRole("heading", { name: `Caso ${caseNumber}` });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("cases are found by number as typed, by place, days and finding; a slip in a number is told at once", async () => {
  const early = await register({ place: { code: "080101" } }, "2026-01-15T15:00:00Z");
  const later = await register({ acts: [], means: [], purposes: [] });
  const { page, context, errors } = await sitDown(browser, server, { path: "/cases" });
  await rows(page).first().waitFor();
  await expectAccessible(page);
  const search = async () => press(page, "Buscar");
  const expectOnly = async (found: Registered) => {
    await expect.poll(() => rows(page).allTextContents()).toHaveLength(1);
    expect(await rows(page).first().textContent()).toContain(found.caseNumber);
    await press(page, "Ver todos");
    await expect.poll(() => rows(page).count()).toBeGreaterThan(1);
  };
  const number = page.getByLabel("Número del caso");
  await number.fill(early.caseNumber.toLowerCase().replaceAll("-", " "));
  await search();
  await expectOnly(early);
  const last = early.caseNumber.at(-1) === "0" ? "1" : "0";
  await number.fill(early.caseNumber.slice(0, -1) + last);
  await search();
  await page.getByText("Ese número no puede ser de un caso").waitFor();
  expect(await page.locator(":focus").getAttribute("id")).toBe("search-number");
  await expectAccessible(page);
  await press(page, "Ver todos");
  await page.getByLabel("Lugar de los hechos").fill("cusco");
  await page.getByRole("option").first().click();
  await search();
  await expectOnly(early);
  // A month stands for all its days.
  const until = page.locator("#search-to").locator("xpath=..");
  await until.getByLabel("Mes").selectOption("01");
  await until.getByLabel("Año").fill("2026");
  await search();
  await expectOnly(early);
  await page.getByLabel("Calificación").selectOption("not-consistent");
  await search();
  await expectOnly(later);
  await number.fill(early.caseNumber);
  await page.getByLabel("Calificación").selectOption("not-consistent");
  await search();
  await page.getByText("Ningún caso coincide con lo que busca.").waitFor();
  await expectAccessible(page);
  expect(errors).toEqual([]);
  await context.close();
});

test("more than a page of cases is read on, and a late entry is marked", async () => {
  const registrar = await server.signIn("colleague");
  for (let n = 0; n < 53; n++) {
    const madeAt = n === 0 ? { complaintMadeAt: "2026-02-01T12:00:00Z" } : {};
    await registrar.send("POST", "/api/complaints", newComplaint(typicalComplaint(), madeAt));
  }
  const { page, context } = await sitDown(browser, server, { login: "colleague", path: "/cases" });
  await expect.poll(() => rows(page).count()).toBe(50);
  await press(page, "Más casos");
  await expect.poll(() => rows(page).count()).toBe(53);
  await page.getByText("Se agregaron 3 casos. Se muestran 53.").waitFor();
  expect(await page.getByText("Ingreso tardío").count()).toBe(1);
  expect(await page.getByRole("button", { name: "Más casos" }).count()).toBe(0);
  await context.close();
});

test("the case file tells unknown from not asked, and names stay closed until a purpose is on the record", async () => {
  const found = await register({ means: ["unknown"] });
  const { page, context, errors, strangers } = await sitDown(browser, server, {
    login: "investigator",
    path: `/cases/${found.caseId}`,
  });
  await heading(page, found).waitFor();
  const complaint = page.locator("#complaint");
  expect(
    await complaint
      .getByRole("term")
      .filter({ hasText: /^Medios$/ })
      .locator("xpath=following-sibling::dd")
      .textContent(),
  ).toBe("No sabe");
  await complaint
    .getByText(/^Sin preguntar/)
    .first()
    .click();
  expect(await complaint.textContent()).toContain("¿Se cruzó una frontera?");
  expect(await complaint.textContent()).not.toContain("Víctima Inventada");
  expect(await complaint.textContent()).not.toContain("mesera");
  // Two victims and a suspect: nobody looks as if no name had been asked for.
  expect(await complaint.getByText("Datos de identidad cerrados.").count()).toBe(3);
  expect(await page.getByRole("button", { name: "Abrir nombres" }).count()).toBe(0);
  await page.getByText("Nadie lo ha tomado").waitFor();
  await press(page, "Tomar el caso");
  await page.getByText(/^Tomó el caso el/).waitFor();
  await page.getByText("A cargo de Oficial investigator").waitFor();
  await page.locator("#history").getByText("Tomó el caso", { exact: true }).waitFor();
  await expectAccessible(page);
  await press(page, "Abrir nombres");
  const dialog = page.getByRole("dialog", { name: "Abrir nombres" });
  await expectAccessible(page);
  await press(page, "Abrir y dejar constancia");
  await dialog.getByText("Falta este dato.").waitFor();
  await dialog.getByLabel("Protección o búsqueda de la víctima").check();
  await press(page, "Abrir y dejar constancia");
  await page.getByText("Nombres abiertos: Protección o búsqueda de la víctima. Quedó registrado.").waitFor();
  expect(await complaint.textContent()).toContain("Primera");
  expect(await complaint.textContent()).toContain("mesera");
  // The complainant's identity is open to nobody.
  expect(await complaint.textContent()).not.toContain("Denunciante Ficticia");
  expect(await complaint.textContent()).not.toContain("Marcadora");
  await expectAccessible(page);
  await press(page, "Cerrar nombres");
  await expect.poll(() => complaint.textContent()).not.toContain("Primera");
  const auditor = await server.signIn("auditor");
  const { events } = (await auditor.get("/api/audit?action=case.names.open")).json as {
    events: { caseId: string; detail: { purpose: string } }[];
  };
  expect(events.find(({ caseId }) => caseId === found.caseId)?.detail.purpose).toBe("victim-protection");
  const prints = async () =>
    (
      (await auditor.get("/api/audit?action=case.print")).json as { events: { caseId: string }[] }
    ).events.filter(({ caseId }) => caseId === found.caseId).length;
  expect(await prints()).toBe(0);
  // What the trail holds when the printer is asked.
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset.printed = "";
    };
  });
  await press(page, "Imprimir");
  await page.locator("body[data-printed]").waitFor();
  expect(await prints()).toBe(1);
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("button", { name: "Imprimir" }).isVisible()).toBe(false);
  expect(await page.getByText(/^Impreso por Oficial investigator/).isVisible()).toBe(true);
  expect(await heading(page, found).isVisible()).toBe(true);
  expect(await page.locator(".notice:visible").count()).toBe(0);
  expect([...errors, ...strangers]).toEqual([]);
  await context.close();
});

test("three presses seal a supplement, and sending it again after silence seals it once", async () => {
  const found = await register();
  const { page, context, errors } = await sitDown(browser, server, { path: "/cases" });
  await page.getByRole("link", { name: found.caseNumber }).click();
  await press(page, "Ampliar");
  expect(await page.locator(":focus").getAttribute("id")).toBe("f_personal_narrative");
  await expectAccessible(page);
  const seal = page.getByRole("button", { name: "Sellar ampliación" });
  await seal.click();
  await page.getByText("Escriba o marque lo nuevo antes de sellar.").waitFor();
  await field(page, "/personal/narrative").fill("La señora llamó: la vieron en el bar de la carretera.");
  await page.getByText("Conducta, medio, fin, captación, control").click();
  await tick(page, "/means", "threat").check();
  await page.getByText("Víctimas y denunciados").click();
  await press(page, "Completar Víctima 1");
  const pregnant = field(page, "/victims/0/pregnant");
  await page.locator("details").filter({ has: pregnant }).last().locator("> summary").click();
  await pregnant.getByRole("radio", { name: "No sabe", exact: true }).check();
  await expectAccessible(page);
  // The register seals it, but the answer is lost on the way.
  let lost = 0;
  await page.route("**/supplements", async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await seal.click();
  await page.getByText("No se sabe si llegó.").waitFor();
  expect(await field(page, "/personal/narrative").isDisabled()).toBe(true);
  expect(await field(page, "/personal/narrative").inputValue()).toContain("carretera");
  await seal.click();
  const done = page.getByText(/^Registrado el/);
  await done.waitFor();
  // Neutral: registered, when, and the promise.
  expect(await done.locator("xpath=..").textContent()).not.toMatch(/alerta|unidad|Compatible/i);
  await expect.poll(() => page.locator("#history .history > li").count()).toBe(2);
  const file = await fileOf("registrar", found.caseId);
  expect(file.entries.map(({ kind }) => kind)).toEqual(["complaint", "supplement"]);
  expect(file.complaint.means).toEqual(["deception", "threat"]);
  expect(file.complaint.victims).toHaveLength(2);
  expect(file.complaint.victims[0]).toMatchObject({ pregnant: "unknown", ageAtFacts: 16 });
  expect(errors).toEqual([]);
  await context.close();
});

test("what the register finds wrong is shown at its field and nothing is lost", async () => {
  const found = await register();
  const { page, context } = await sitDown(browser, server, { path: `/cases/${found.caseId}` });
  await press(page, "Ampliar");
  await field(page, "/personal/narrative").fill("Dijo su edad.");
  await page.getByText("Víctimas y denunciados").click();
  await press(page, "Agregar víctima");
  await field(page, "/victims/0/ageMin").fill("30");
  await field(page, "/victims/0/ageMax").fill("20");
  await page.getByRole("button", { name: "Sellar ampliación" }).click();
  const summary = page.getByRole("region", { name: /Datos por corregir/ });
  await summary.waitFor();
  await summary.getByRole("link").first().click();
  expect(await page.locator(":focus").count()).toBe(1);
  expect(await field(page, "/personal/narrative").inputValue()).toBe("Dijo su edad.");
  await expectAccessible(page);
  expect((await fileOf("registrar", found.caseId)).entries).toHaveLength(1);
  await field(page, "/victims/0/ageMin").fill("19");
  await page.getByRole("button", { name: "Sellar ampliación" }).click();
  await page.getByText(/^Registrado el/).waitFor();
  expect((await fileOf("registrar", found.caseId)).complaint.victims).toHaveLength(3);
  await context.close();
});

test("a correction is proposed by one and approved by another, never by who proposed it", async () => {
  const found = await register();
  const proposer = await sitDown(browser, server, { login: "investigator", path: `/cases/${found.caseId}` });
  const { page } = proposer;
  await press(page, "Proponer corrección");
  await press(page, "Corregir: Fines");
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  expect(await dialog.textContent()).toContain("Prostitución ajena");
  await press(page, "Proponer");
  await dialog.getByText("El valor nuevo es igual al que hay.").waitFor();
  await tick(page, "/purposes", "forced-labour").check();
  await dialog.getByLabel("Motivo").selectOption("misheard");
  await dialog.getByLabel("Explicación").fill("La víctima lo aclaró.");
  await press(page, "Proponer");
  await page.getByText(/^Propuesto el .* Otra persona/).waitFor();
  await page.getByText("Usted la propuso: debe resolverla otra persona.").waitFor();
  expect(await page.getByRole("button", { name: "Aprobar" }).count()).toBe(0);
  expect((await fileOf("investigator", found.caseId)).complaint.purposes).toEqual(["prostitution-of-others"]);
  await proposer.context.close();

  // Whoever may decide finds it from the first screen and in the list.
  for (const login of ["amender"]) {
    const waiting = await sitDown(browser, server, { login, path: "/" });
    await waiting.page.locator("#pending-cases").getByRole("link", { name: found.caseNumber }).waitFor();
    await expectAccessible(waiting.page);
    await waiting.page.goto(`${server.url}/cases`);
    await waiting.page.getByLabel("Solo con propuestas por decidir").check();
    await press(waiting.page, "Buscar");
    const row = rows(waiting.page).filter({ hasText: found.caseNumber });
    await expect.poll(() => row.textContent()).toContain("Propuesta por decidir");
    expect(await row.textContent()).toContain("1 entrada más");
    expect(await rows(waiting.page).filter({ hasNotText: "por decidir" }).count()).toBe(0);
    await waiting.context.close();
  }

  const decider = await sitDown(browser, server, { login: "amender", path: `/cases/${found.caseId}` });
  const proposal = decider.page.locator("#pending");
  await proposal.waitFor();
  expect(await proposal.textContent()).toContain("Trabajo o servicio forzado");
  await expectAccessible(decider.page);
  await press(decider.page, "Aprobar");
  await expectAccessible(decider.page);
  await decider.page.getByRole("dialog").getByRole("button", { name: "Aprobar" }).click();
  await decider.page.getByText(/^Resuelto el/).waitFor();
  await expect.poll(() => proposal.count()).toBe(0);
  const file = await fileOf("investigator", found.caseId);
  expect(file.complaint.purposes).toEqual(["prostitution-of-others", "forced-labour"]);
  expect(file.entries.map(({ kind }) => kind)).toEqual(["complaint", "amendment", "amendment-decision"]);
  expect(file.line.pendingAmendments).toBe(0);
  await decider.context.close();
});

test("a name is corrected with the names open, and stays sealed to whoever has not opened them", async () => {
  const found = await register();
  for (const login of ["investigator", "investigator2"])
    await takeCase(await server.signIn(login), found.caseId);
  const { page, context } = await sitDown(browser, server, {
    login: "investigator",
    path: `/cases/${found.caseId}`,
  });
  await press(page, "Proponer corrección");
  await page.getByText("Para corregir nombres, documentos o relato abra primero los nombres.").waitFor();
  await press(page, "Abrir nombres");
  await page.getByLabel("Corrección de un dato").check();
  await press(page, "Abrir y dejar constancia");
  await press(page, "Corregir: Víctima 1 · Nombres");
  await field(page, "/victims/0/personal/name/givenNames").fill("Primerísima");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Motivo").selectOption("new-document");
  await dialog.getByLabel("Explicación").fill("Así dice su documento.");
  await press(page, "Proponer");
  await page.getByText(/^Propuesto el .* Otra persona/).waitFor();
  // Names in sight stay so, by one more opening on the record.
  await page.getByText("Los nombres siguen abiertos").waitFor();
  expect(await page.locator("#pending").textContent()).toContain("Primerísima");
  await expectAccessible(page);
  const auditor = await server.signIn("auditor");
  const { events } = (await auditor.get("/api/audit?action=case.names.open")).json as {
    events: { caseId: string; detail: { purpose: string } }[];
  };
  const openings = events.filter(({ caseId }) => caseId === found.caseId);
  // Opened, compared with what was claimed to stand there, opened again.
  expect(openings.map(({ detail }) => detail.purpose)).toEqual(["correction", "correction", "correction"]);
  await press(page, "Cerrar nombres");
  await page.getByText("Es un dato de identidad: abra los nombres para verlo.").waitFor();
  expect(await page.locator("main").textContent()).not.toContain("Primerísima");
  await context.close();

  const decider = await sitDown(browser, server, { login: "amender", path: `/cases/${found.caseId}` });
  expect(await decider.page.getByRole("button", { name: "Aprobar", exact: true }).count()).toBe(0);
  await press(decider.page, "Abrir nombres");
  await decider.page.getByLabel("Corrección de un dato").check();
  await press(decider.page, "Abrir y dejar constancia");
  await expect.poll(() => decider.page.locator("#pending").textContent()).toContain("Primerísima");
  expect(await decider.page.locator("#pending").textContent()).toContain("Así dice su documento.");
  await press(decider.page, "Aprobar");
  await decider.page.getByRole("dialog").getByRole("button", { name: "Aprobar" }).click();
  await decider.page.getByText(/^Resuelto el/).waitFor();
  expect((await fileOf("amender", found.caseId)).line.pendingAmendments).toBe(0);
  await decider.context.close();
});

test("a case out of reach and one that does not exist look the same", async () => {
  const found = await register();
  const seen: (string | null)[] = [];
  for (const caseId of [found.caseId, crypto.randomUUID()]) {
    const { page, context } = await sitDown(browser, server, { login: "stranger", path: `/cases/${caseId}` });
    await page.getByText("Este caso no existe o no está a su alcance.").waitFor();
    seen.push(await page.locator("main").textContent());
    await expectAccessible(page);
    await context.close();
  }
  expect(seen[0]).toBe(seen[1]);
});

test("start page, list and case file fit a phone, in both languages", async () => {
  const found = await register();
  for (const path of ["/", "/cases", `/cases/${found.caseId}`, "/help"]) {
    const { page, context } = await sitDown(browser, server, { path, size: SIZES.phone });
    await page.locator("main h1").waitFor();
    await expect.poll(() => page.getByText("Cargando…").count()).toBe(0);
    for (const other of ["English", "Español"]) {
      await page.getByRole("button", { name: other }).click();
      await expectAccessible(page);
      await expectNothingCutOff(page);
    }
    await context.close();
  }
});
