// The lists of the pack on a real server: options come, are relabelled, moved and retired; nothing registered changes.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { dayFromNow, makeChange, packOf } from "../support/pack-changes.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, fillLeast, SIZES, send, sitDown } from "./support/officer.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  await server.addOfficer("catalogos", UNITS.top, "catalogue-administrator");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** A change is taken over a moment after it is made: how long that is depends on the machine. */
const poll = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const open = (login: string, size: { width: number; height: number } = SIZES.desk) =>
  sitDown(browser, server, { login, path: "/administration/lists", size });
const itemsOf = async (id: string) =>
  (await packOf(server.url)).catalogues.find((catalogue) => catalogue.id === id)?.items ?? [];

/** Pictures to look at, where a folder for them is given. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.RETA_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function choose(page: Page, list: string): Promise<void> {
  await page.getByLabel("Buscar una lista o una opción").fill(list);
  const names = page.getByRole("navigation", { name: "Listas del paquete" });
  await names.getByRole("button", { name: list, exact: true }).click();
  await page.locator("#list-title").waitFor();
}

async function make(page: Page): Promise<void> {
  await press(page, "Ver qué cambiaría");
  await page.getByText("Qué cambiaría", { exact: true }).waitFor();
  await press(page, "Hacer el cambio");
  await page.getByText(/^El cambio está hecho/).waitFor();
}

test("whoever keeps the lists starts at them, and finds a list by what is in it", async () => {
  const officer = await sitDown(browser, server, { login: "catalogos", path: "/" });
  const { page } = officer;
  await page.getByRole("heading", { name: "Listas", level: 1 }).waitFor();
  await expectAccessible(page);
  await page.getByLabel("Buscar una lista o una opción").fill("ladrilleras");
  const names = page.getByRole("navigation", { name: "Listas del paquete" }).getByRole("button");
  await poll(() => names.allTextContents()).toEqual(["Sector económico"]);
  await page.getByLabel("Buscar una lista o una opción").fill("nada así");
  await page.getByText("Ninguna lista tiene eso.").waitFor();
  expect(officer.errors).toEqual([]);
  await officer.context.close();
});

test.each(Object.entries(SIZES))("a list is made anew and chosen for a question, %s", async (name, size) => {
  const { page, context, errors } = await open("catalogos", size);
  await press(page, "Nueva lista");
  const dialog = page.getByRole("dialog");
  await press(page, "Ver qué cambiaría");
  expect(await dialog.getByText("Falta este dato.").count()).toBe(2);
  await dialog.getByText("Escriba al menos dos opciones.").waitFor();
  await dialog.getByLabel("Nombre de la lista en español").fill(`Tipo de mina ${name}`);
  await dialog.getByLabel("Nombre de la lista en inglés").fill(`Kind of mine ${name}`);
  await dialog.getByLabel("Opción 1 en español").fill("Socavón");
  await dialog.getByLabel("Opción 1 en inglés").fill("Tunnel");
  await dialog.getByLabel("Opción 2 en español").fill("Dragado");
  await press(page, "Ver qué cambiaría");
  await dialog.getByText("Escríbala en los dos idiomas, y distinta de las demás.").waitFor();
  await expectAccessible(page);
  await shoot(page, `new-list-${name}`);
  await dialog.getByLabel("Opción 2 en inglés").fill("Dredging");
  await make(page);
  await page.getByRole("heading", { name: `Tipo de mina ${name}` }).waitFor();
  await page.getByText("Crea la lista", { exact: false }).waitFor();
  await expectNothingCutOff(page);
  await shoot(page, `made-list-${name}`);
  await page.getByRole("link", { name: "Preguntas" }).click();
  await press(page, "Agregar una pregunta");
  await page.getByLabel("Se responde con").selectOption("code");
  await page.getByLabel("Lista", { exact: true }).selectOption({ label: `Tipo de mina ${name}` });
  expect(errors).toEqual([]);
  await context.close();
});

test("an option is added, relabelled, moved up and retired; a complaint that carries it stays as it was", async () => {
  const { page, context } = await open("catalogos");
  await choose(page, "Sector económico");
  await press(page, "Agregar una opción");
  const dialog = page.getByRole("dialog");
  await press(page, "Ver qué cambiaría");
  expect(await dialog.getByText("Falta este dato.").count()).toBe(2);
  await expectAccessible(page);
  await dialog.getByLabel("Rótulo en español").fill("Dragado de ríos");
  await dialog.getByLabel("Rótulo en inglés").fill("River dredging");
  await dialog.getByLabel("Explicación en español").fill("Máquinas sobre el río.");
  await press(page, "Ver qué cambiaría");
  await dialog.getByText("Escríbala en los dos idiomas o en ninguno.").waitFor();
  await dialog.getByLabel("Explicación en inglés").fill("Machines on the river.");
  await make(page);
  const row = page.getByRole("row").filter({ hasText: "Máquinas sobre el río." });
  await poll(() => row.textContent()).toContain("river-dredging");
  const registrar = await server.signIn("registrar");
  const complaint = newComplaint(typicalComplaint({ sector: "river-dredging" }));
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);

  await page.getByRole("button", { name: "Cambiar rótulo: Dragado de ríos" }).click();
  expect(await dialog.getByLabel("Clave").count()).toBe(0);
  await dialog.getByLabel("Rótulo en español").fill("Dragas en ríos");
  await make(page);
  await poll(() => row.textContent()).toContain("Dragas en ríos");

  await press(page, "Cambiar el orden");
  await dialog.getByRole("button", { name: "Subir Dragas en ríos" }).click();
  await make(page);
  await poll(async () => (await itemsOf("sector")).at(-2)?.code).toBe("river-dredging");

  await page.getByRole("button", { name: "Retirar Dragas en ríos" }).click();
  await make(page);
  await poll(() => row.textContent()).toContain("hasta");
  expect(await row.getByRole("button", { name: /^Retirar/ }).count()).toBe(0);
  expect((await itemsOf("sector")).find(({ code }) => code === "river-dredging")?.validTo).toBe(
    dayFromNow(-1),
  );
  const kept = await server.rows(
    "select 1 from entries where entry_id = $1 and body::text like '%river-dredging%'",
    [complaint.entryId],
  );
  expect(kept).toHaveLength(1);
  // The four changes, newest first.
  const history = page
    .locator("#changes")
    .getByRole("row")
    .filter({ has: page.getByRole("cell") });
  await poll(() => history.count()).toBe(4);
  expect(await history.first().textContent()).toContain("Retira «Dragas en ríos»");
  expect(await history.last().textContent()).toContain("Oficial catalogos");
  await context.close();
});

test("lists the classifier reads neither grow nor shrink, and an administrator of accounts only looks", async () => {
  const { page, context } = await open("catalogos");
  await choose(page, "Fines");
  await page.getByText(/El sistema califica con esta lista/).waitFor();
  expect(await page.getByRole("button", { name: "Agregar una opción" }).count()).toBe(0);
  expect(await page.getByRole("button", { name: /^Retirar/ }).count()).toBe(0);
  expect(await page.getByRole("button", { name: /^Cambiar rótulo/ }).count()).toBeGreaterThan(3);
  await choose(page, "Delitos afines");
  await page.getByText("Esta lista sale de la tabla de la ley y no se cambia aquí.").waitFor();
  expect(await page.getByRole("button", { name: /^Cambiar/ }).count()).toBe(0);
  await context.close();
  const other = await open("administrator");
  await choose(other.page, "Sector económico");
  expect(await other.page.getByRole("button", { name: /Agregar|Retirar|rótulo/ }).count()).toBe(0);
  await other.page.getByText(/^Agrega «/).waitFor();
  await other.context.close();
});

test("a question is added, asked in a supplement, answered, read in the file, and retired", async () => {
  const { page, context } = await sitDown(browser, server, {
    login: "catalogos",
    path: "/administration/variables",
  });
  await page.getByText("Todavía no se ha agregado ninguna pregunta.").waitFor();
  await expectAccessible(page);
  const dialog = page.getByRole("dialog");
  const add = async (es: string, en: string, subject: string, type: string) => {
    await press(page, "Agregar una pregunta");
    await dialog.getByLabel("Pregunta en español").fill(es);
    await dialog.getByLabel("Pregunta en inglés").fill(en);
    await dialog.getByLabel("De qué se pregunta").selectOption({ label: subject });
    await dialog.getByLabel("Se responde con").selectOption({ label: type });
  };
  await press(page, "Agregar una pregunta");
  await press(page, "Ver qué cambiaría");
  expect(await dialog.getByText("Falta este dato.").count()).toBe(4);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancelar" }).click();
  await add(
    "¿Tiene un tatuaje puesto por ellos?",
    "Has she a tattoo of theirs",
    "de cada víctima",
    "Sí, no, no sabe",
  );
  await make(page);
  await add("¿Cómo es el tatuaje?", "What is the tattoo like", "de cada víctima", "Palabras propias");
  await dialog.getByText(/^Un texto propio siempre se guarda sellado/).waitFor();
  await make(page);
  await add("¿En qué embarcación?", "In which boat", "del caso", "Una opción de una lista");
  await dialog.getByLabel("Lista", { exact: true }).selectOption("transport");
  await make(page);
  const rows = page.locator("#variables").getByRole("row");
  const row = rows.filter({ hasText: "has-she-a-tattoo-of-theirs" });
  await row.waitFor();
  const sealed = rows.filter({ hasText: "what-is-the-tattoo-like" });
  await poll(() => sealed.textContent()).toContain("Sellada");
  await shoot(page, "variables-desk");
  await page.setViewportSize(SIZES.phone);
  await expectNothingCutOff(page);
  await expectAccessible(page);
  await shoot(page, "variables-phone");
  await page.setViewportSize(SIZES.desk);

  const body = newComplaint(typicalComplaint());
  const registrar = await server.signIn("registrar");
  expect((await registrar.send("POST", "/api/complaints", body)).status).toBe(201);
  const officer = await sitDown(browser, server, { path: `/cases/${body.caseId}` });
  const file = officer.page;
  await press(file, "Ampliar");
  await file.getByLabel("¿En qué embarcación?").selectOption("motor-launch");
  await file.getByText("Víctimas y denunciados").click();
  await press(file, "Completar Víctima 1");
  const answer = file.getByRole("group", { name: "¿Tiene un tatuaje puesto por ellos?" });
  await answer.getByRole("radio", { name: "Sí" }).check();
  await file.getByLabel("¿Cómo es el tatuaje?").fill("Una rosa en el hombro");
  await expectAccessible(file);
  await shoot(file, "supplement-variables-desk");
  await file.setViewportSize(SIZES.phone);
  await expectNothingCutOff(file);
  await shoot(file, "supplement-variables-phone");
  await file.setViewportSize(SIZES.desk);
  await press(file, "Sellar ampliación");
  const said = (question: string) =>
    file.locator(".summary dt", { hasText: question }).locator("xpath=../dd");
  await expect
    .poll(() => said("¿En qué embarcación?").first().textContent())
    .toContain("Lancha o deslizador");
  await poll(() => said("¿Tiene un tatuaje").first().textContent()).toContain("Sí");
  expect(await file.getByText("Una rosa en el hombro").count()).toBe(0);

  await page.getByRole("button", { name: "Retirar: ¿Tiene un tatuaje puesto por ellos?" }).click();
  await make(page);
  await poll(() => row.textContent()).toContain("hasta");
  await file.reload();
  await poll(() => said("¿Tiene un tatuaje").first().textContent()).toContain("Sí");
  await press(file, "Ampliar");
  await file.getByText("Víctimas y denunciados").click();
  await press(file, "Completar Víctima 1");
  await file.getByLabel("¿Cómo es el tatuaje?").waitFor();
  expect(await file.getByRole("group", { name: "¿Tiene un tatuaje puesto por ellos?" }).count()).toBe(0);
  expect(officer.errors).toEqual([]);
  await officer.context.close();
  await context.close();
});

test("a question put on the complaint page is answered at the counter, kept with the draft and read in the file", async () => {
  const keeper = await server.signIn("catalogos");
  const define = (code: string, es: string, more: object) =>
    makeChange(keeper, {
      kind: "variable-define",
      variable: { code, label: { es, en: code }, type: "yes-no", subject: "case", personal: false, ...more },
    });
  const made = [
    await define("ferry", "¿Cruzaron en balsa?", { section: "route" }),
    await define("trips", "¿Cuántos viajes?", { section: "facts", type: "number" }),
    await define("plays", "¿Qué le ofrecieron en el baile?", {
      ...{ section: "victim", subject: "victim", type: "codes", catalogue: "recruitment-offer" },
    }),
  ];
  expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
  const admin = await sitDown(browser, server, { login: "catalogos", path: "/administration/variables" });
  await press(admin.page, "Agregar una pregunta");
  const dialog = admin.page.getByRole("dialog");
  await dialog.getByLabel("Pregunta en español").fill("¿Cómo se llama el local?");
  await dialog.getByLabel("Pregunta en inglés").fill("What is it called");
  await dialog.getByLabel("De qué se pregunta").selectOption({ label: "del lugar de los hechos" });
  await dialog.getByLabel("En la denuncia").selectOption({ label: "Hecho, junto al lugar" });
  await dialog.getByLabel("Se responde con").selectOption({ label: "Palabras propias" });
  await expectAccessible(admin.page);
  await shoot(admin.page, "variable-place-desk");
  await make(admin.page);

  const officer = await sitDown(browser, server);
  const { page } = officer;
  await page.getByLabel("¿Cómo se llama el local?").fill("La Estrella Inventada");
  await page.getByRole("group", { name: "¿Cruzaron en balsa?" }).getByRole("radio", { name: "Sí" }).check();
  await page
    .getByRole("group", { name: "¿Qué le ofrecieron en el baile?" })
    .getByRole("checkbox")
    .nth(1)
    .check();
  await page.getByLabel("¿Cuántos viajes?").fill("tres");
  await fillLeast(page);
  await page.keyboard.press("Control+Enter");
  await page.getByText("Eso no responde a la pregunta.").first().waitFor();
  await page.getByLabel("¿Cuántos viajes?").fill("3");
  await expectAccessible(page);
  await shoot(page, "complaint-variables-desk");
  await page.setViewportSize(SIZES.phone);
  await expectNothingCutOff(page);
  await shoot(page, "complaint-variables-phone");
  await page.setViewportSize(SIZES.desk);
  await poll(() => page.locator(".draft-line").textContent()).toContain("Borrador guardado");
  await page.reload();
  await poll(() => page.getByLabel("¿Cuántos viajes?").inputValue()).toBe("3");
  expect(await page.getByLabel("¿Cómo se llama el local?").inputValue()).toBe("La Estrella Inventada");
  const number = await send(page);

  const [found] = await server.rows<{ id: string }>(
    "select case_id as id from cases where case_number = $1",
    [number],
  );
  const file = await sitDown(browser, server, { path: `/cases/${found?.id}` });
  const said = (question: string) =>
    file.page.locator(".summary dt", { hasText: question }).locator("xpath=../dd").first();
  await poll(() => said("¿Cuántos viajes?").textContent()).toContain("3");
  await poll(() => said("¿Cruzaron en balsa?").textContent()).toContain("Sí");
  expect(await file.page.getByText("La Estrella Inventada").count()).toBe(0);

  await page.goto(`${server.url}/cases`);
  await page.getByLabel("Pregunta agregada").selectOption({ label: "¿Cuántos viajes?" });
  await press(page, "Buscar");
  await page.getByText("Elija o escriba la respuesta que busca.").waitFor();
  await page.getByLabel("Respuesta desde").fill("3");
  await press(page, "Buscar");
  await page.getByRole("link", { name: number }).waitFor();
  await expectAccessible(page);
  await shoot(page, "cases-by-answer-desk");
  await page.getByLabel("Respuesta desde").fill("4");
  await press(page, "Buscar");
  await page.getByText("Ningún caso coincide con lo que busca.").waitFor();

  expect((await makeChange(keeper, { kind: "variable-retire", code: "ferry" })).status).toBe(201);
  await poll(async () => {
    await page.goto(`${server.url}/complaint`);
    await page.getByLabel("¿Cuántos viajes?").waitFor();
    return page.getByRole("group", { name: "¿Cruzaron en balsa?" }).count();
  }).toBe(0);
  await file.page.reload();
  await poll(() => said("¿Cruzaron en balsa?").textContent()).toContain("Sí");
  expect([...officer.errors, ...file.errors, ...admin.errors]).toEqual([]);
  for (const { context } of [officer, file, admin]) await context.close();
});

test("the words of the narrative are tried and found, and places by name", async () => {
  // From the rule that names them, to the words themselves.
  const officer = await sitDown(browser, server, { login: "catalogos", path: "/administration/alert-rules" });
  const { page } = officer;
  await page.getByRole("link", { name: "Ver las palabras en Listas" }).click();
  await page.locator("#words-title").waitFor();
  await page.getByLabel("Pruebe una frase inventada").fill("Su primo es policía y la dueña cobra la deuda.");
  const read = page.locator("#words").getByRole("status");
  await read.getByText(/^Reserva el caso: alguien es policía/).waitFor();
  await page.getByLabel("Pruebe una frase inventada").fill("Llueve.");
  await read.getByText("Estas palabras no sugieren nada.").waitFor();
  await page.getByLabel("Buscar una palabra").fill("cantina");
  await page.locator("#words tbody tr").first().waitFor();
  expect(await page.locator("#words tbody tr").count()).toBeGreaterThan(1);
  await page.getByLabel("Qué hace").selectOption("walls");
  await poll(() => page.locator("#words tbody tr").count()).toBe(1);
  await page.getByText(/^\d+ maneras$/).click();
  await page.locator("#words li", { hasText: "hace|hacen|hacían la vista gorda" }).waitFor();
  await page.getByLabel("Buscar una palabra").fill("xilófono");
  await page.getByText("Ninguna manera de decir algo tiene esa palabra.").waitFor();
  await page.getByLabel("Buscar una palabra").fill("");
  await page.getByText("Cómo se leen los signos").click();
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await shoot(page, "words-desk");

  await press(page, "Lugares");
  await page.getByText(/distritos\. Escriba un nombre\.$/).waitFor();
  await page.getByLabel("Buscar un lugar").fill("inambari");
  await page.getByRole("row", { name: /Inambari.*Madre de Dios \/ Tambopata.*170102/ }).waitFor();
  await expectAccessible(page);
  await shoot(page, "places-desk");
  await page.getByLabel("Buscar un lugar").fill("ningún lugar así");
  await page.getByText("Ningún lugar se llama así.").waitFor();
  await page.setViewportSize(SIZES.phone);
  await page.getByLabel("Buscar un lugar").fill("san");
  await page.getByText("Se muestran los primeros 40.", { exact: false }).waitFor();
  await expectNothingCutOff(page);
  await shoot(page, "places-phone");
  await press(page, "Palabras del relato");
  await expectNothingCutOff(page);
  await shoot(page, "words-phone");
  expect(officer.errors).toEqual([]);
  await officer.context.close();
});

test("the lists fit a phone", async () => {
  const { page, context } = await open("catalogos", SIZES.phone);
  await choose(page, "Sector económico");
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await press(page, "Cambiar el orden");
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await context.close();
});
