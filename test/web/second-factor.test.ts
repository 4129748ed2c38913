// A register where a password alone lets nobody in: the second factor is set up first, then asked for.
import { generate } from "otplib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "#src/schema/case.ts";
import { openBrowser } from "../support/chromium.ts";
import { startServer, TEST_PASSWORD, type TestServer, UNITS } from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, SIZES, signIn } from "./support/officer.ts";
import { plugKey } from "./support/virtual-key.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ RETA_SIGN_IN: "second-factor" }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
async function sitDown(
  login: string,
  size: { width: number; height: number } = SIZES.desk,
  role: Role = "registrar",
): Promise<Page> {
  await server.addOfficer(login, UNITS.station, role);
  const context = await browser.newContext({ viewport: size, locale: "es-PE" });
  const page = await context.newPage();
  await page.goto(server.url);
  await signIn(page, login);
  await page.getByRole("heading", { name: "Proteja su cuenta" }).waitFor();
  return page;
}

test("an officer sets up the app before anything else, and enters with its code from then on", async () => {
  const page = await sitDown("con-app");
  expect(await page.getByRole("navigation").count()).toBe(0);
  await press(page, "Preparar la aplicación");
  await page.getByRole("img", { name: "Código QR para la aplicación" }).waitFor();
  await expectAccessible(page);
  const secret = ((await page.locator(".totp-secret").textContent()) ?? "").replaceAll(" ", "");
  const code = (later: number) => generate({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * later });
  await page.getByLabel("Código que muestra la aplicación").fill("000000");
  await press(page, "Poner en uso");
  await page.getByText("Ese código no corresponde.").waitFor();
  await page.getByLabel("Código que muestra la aplicación").fill(await code(0));
  await press(page, "Poner en uso");
  await page.getByRole("navigation").waitFor();

  await press(page, "Salir");
  await page.getByLabel("Usuario").fill("con-app");
  await page.getByLabel("Contraseña").fill(TEST_PASSWORD);
  await press(page, "Entrar");
  const asked = page.getByLabel("Código de la aplicación");
  await asked.waitFor();
  await expectAccessible(page);
  expect(await asked.evaluate((field) => field === document.activeElement)).toBe(true);
  const next = await code(1);
  await asked.fill(`${next.slice(0, 3)} ${next.slice(3)}`);
  await press(page, "Entrar");
  await page.getByRole("navigation").waitFor();
  await page.context().close();
});

test("or a passkey, on a phone as well", async () => {
  const page = await sitDown("con-llave", SIZES.phone);
  await plugKey(page);
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await page.getByLabel("Nombre", { exact: true }).fill("Mi teléfono");
  await press(page, "Agregar una llave de acceso");
  await page.getByRole("navigation").waitFor();
  await press(page, "Salir");
  await page.getByLabel("Usuario").fill("con-llave");
  await page.getByLabel("Contraseña").fill(TEST_PASSWORD);
  await press(page, "Entrar");
  await page.getByText("Usted tiene una forma más segura de entrar").waitFor();
  await press(page, "Usar llave de acceso");
  await page.getByRole("navigation").waitFor();
  await page.context().close();
});

/** What a newcomer meets on the way in: each screen by its title, each field filled, each button pressed. */
function counted(page: Page) {
  const met = { screens: [] as string[], fields: 0, presses: 0, typed: 0 };
  return {
    met,
    async arrive(title: string) {
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      met.screens.push(title);
    },
    async fill(label: string, value: string) {
      met.fields += 1;
      met.typed += value.length;
      await page.getByLabel(label, { exact: true }).fill(value);
    },
    async press(name: string) {
      met.presses += 1;
      await press(page, name);
    },
  };
}

test("a newcomer comes in with the chief's code over two screens, with at most four fields to fill", async () => {
  const chief = await sitDown("jefa-de-guardia", SIZES.desk, "chief");
  await plugKey(chief);
  await chief.getByLabel("Nombre", { exact: true }).fill("Mi llave");
  await press(chief, "Agregar una llave de acceso");
  await chief.getByRole("navigation").waitFor();
  const codeFor = async (login: string): Promise<string> => {
    await server.addOfficer(login, UNITS.station, "registrar");
    await server.rows(
      "update credentials set password_hash = null from officers o where o.officer_id = credentials.officer_id and login = $1",
      [login],
    );
    await chief.goto(`${server.url}/enrolments`);
    await press(chief, `Dar código: Oficial ${login}`);
    await chief.getByRole("dialog").getByRole("button", { name: "Dar código" }).click();
    const slip = chief.getByRole("dialog", { name: "Código de ingreso" });
    const code = (await slip.locator(".slip-password").textContent()) ?? "";
    await press(chief, "Ya lo entregué");
    return code;
  };
  const begin = async (login: string) => {
    const code = await codeFor(login);
    const context = await browser.newContext({ viewport: SIZES.phone, locale: "es-PE" });
    const page = await context.newPage();
    await page.goto(server.url);
    await page.getByRole("link", { name: "Tengo un código de mi unidad" }).click();
    const way = counted(page);
    await way.arrive("Preparar su ingreso");
    await way.fill("Código de ingreso", code);
    await way.press("Continuar");
    await way.arrive("Proteja su cuenta");
    return { page, way };
  };

  const byKey = await begin("recluta");
  await plugKey(byKey.page);
  await byKey.way.fill("Nombre", "Mi teléfono");
  await byKey.way.press("Agregar una llave de acceso");
  await byKey.page.getByRole("navigation").waitFor();
  expect(byKey.way.met).toMatchObject({
    ...{ screens: ["Preparar su ingreso", "Proteja su cuenta"], fields: 2, presses: 2 },
  });
  await byKey.page.context().close();

  const byApp = await begin("recluta-sin-llave");
  await byApp.way.fill("Contraseña nueva", "tres gallinas cruzan despacio");
  await byApp.way.fill("Repita la contraseña nueva", "tres gallinas cruzan despacio");
  await byApp.way.press("Guardar");
  await byApp.way.press("Preparar la aplicación");
  await byApp.page.getByRole("img", { name: "Código QR para la aplicación" }).waitFor();
  const secret = ((await byApp.page.locator(".totp-secret").textContent()) ?? "").replaceAll(" ", "");
  await byApp.way.fill("Código que muestra la aplicación", await generate({ secret }));
  await byApp.way.press("Poner en uso");
  await byApp.page.getByRole("navigation").waitFor();
  expect(byApp.way.met).toMatchObject({
    ...{ screens: ["Preparar su ingreso", "Proteja su cuenta"], fields: 4, presses: 4 },
  });
  // Typed with one finger, a key a second, that is a minute and a half; the rest of ten minutes is for reading.
  for (const { met } of [byKey.way, byApp.way]) expect(met.typed).toBeLessThan(100);
  await byApp.page.context().close();
  await chief.context().close();
}, 60_000);
