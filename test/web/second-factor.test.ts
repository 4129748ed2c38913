// A register where a password alone lets nobody in: the second factor is set up first, then asked for.
import { generate } from "otplib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
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
async function sitDown(login: string, size: { width: number; height: number } = SIZES.desk): Promise<Page> {
  await server.addOfficer(login, UNITS.station, "registrar");
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
