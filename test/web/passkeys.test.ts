// Ways in without a password, in a real browser: passkeys with a virtual security key, and the institution's account.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../support/chromium.ts";
import { startProvider, type TestProvider } from "../support/identity-provider.ts";
import {
  type SecondServer,
  signIn as signInAt,
  startServer,
  TEST_PASSWORD,
  type TestServer,
  UNITS,
} from "../support/server.ts";
import { expectNothingCutOff } from "./support/fit.ts";
import { expectAccessible, openPage, SIZES, sitDown } from "./support/officer.ts";
import { plugKey } from "./support/virtual-key.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
/** As if the officer had signed in twenty minutes ago. Somebody's sign-in makes the server forget what it kept. */
async function age(login: string): Promise<void> {
  await server.rows(
    "update sessions s set authenticated_at = authenticated_at - interval '20 minutes' from officers o where o.officer_id = s.officer_id and o.login = $1",
    [login],
  );
  await server.signIn("colleague");
}

async function newPasskey(page: Page, name: string): Promise<void> {
  await page.getByLabel("Nombre", { exact: true }).fill(name);
  await press(page, "Agregar una llave de acceso");
}

test("an officer makes a passkey, signs in with it, and confirms with it what is sensitive", async () => {
  await server.addOfficer("llavero", UNITS.station, "registrar");
  const officer = await sitDown(browser, server, { login: "llavero", path: "/account" });
  const { page } = officer;
  const key = await plugKey(page);
  await page.getByText("Todavía no tiene ninguna llave de acceso.").waitFor();
  await expectAccessible(page);
  await press(page, "Agregar una llave de acceso");
  await page.getByText("Póngale un nombre.").waitFor();
  await newPasskey(page, "Llave azul");
  await page.getByText("La llave de acceso está guardada.").waitFor();
  expect(await key.count()).toBe(1);
  await expectAccessible(page);

  // Signed in with the password: whoever has a passkey changes nothing of it without it.
  await press(page, "Quitar la llave Llave azul");
  await page.getByRole("dialog").getByRole("button", { name: "Quitar" }).click();
  const own = page.getByRole("dialog", { name: "Confirme que es usted" });
  await own.getByText("una contraseña no basta").waitFor();
  expect(await own.getByLabel("Contraseña").count()).toBe(0);
  await expectAccessible(page);
  await own.getByRole("button", { name: "Cancelar" }).click();
  await page.getByText("Esto se confirma con su llave de acceso.", { exact: true }).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Cancelar" }).click();

  await press(page, "Salir");
  await press(page, "Usar llave de acceso");
  await page.getByRole("button", { name: "Salir" }).waitFor();
  expect(await page.locator(".who").textContent()).toContain("Oficial llavero");

  // Twenty minutes later the same page asks in place, and what was pressed then happens.
  await page.goto(`${server.url}/account`);
  await page.getByRole("row").filter({ hasText: "Llave azul" }).waitFor();
  await age("llavero");
  await press(page, "Quitar la llave Llave azul");
  await page.getByRole("dialog").getByRole("button", { name: "Quitar" }).click();
  const confirm = page.getByRole("dialog", { name: "Confirme que es usted" });
  await confirm.waitFor();
  await expectAccessible(page);
  await key.setVerified(false);
  await confirm.getByRole("button", { name: "Usar llave de acceso" }).click();
  await confirm.getByText("No se usó ninguna llave de acceso.").waitFor();
  await key.setVerified(true);
  await confirm.getByRole("button", { name: "Usar llave de acceso" }).click();
  await page.getByText("La llave de acceso ya no sirve.").waitFor();
  await page.getByText("Todavía no tiene ninguna llave de acceso.").waitFor();
  expect(officer.errors).toEqual([]);
  expect(officer.strangers).toEqual([]);

  // The key still holds what the register no longer takes.
  await press(page, "Salir");
  await press(page, "Usar llave de acceso");
  await page.getByText("Los datos para entrar no son correctos.").waitFor();
  await expectAccessible(page);
  await officer.context.close();
});

test("whoever confirms with the password goes on, and whoever does not changes nothing", async () => {
  await server.addOfficer("sin-llave", UNITS.station, "registrar");
  const { page, context } = await sitDown(browser, server, { login: "sin-llave", path: "/account" });
  await plugKey(page);
  await page.getByText("Todavía no tiene ninguna llave de acceso.").waitFor();
  await age("sin-llave");
  await newPasskey(page, "Mi equipo");
  const confirm = page.getByRole("dialog", { name: "Confirme que es usted" });
  await confirm.getByRole("button", { name: "Cancelar" }).click();
  await page.getByText("Antes de hacer esto confirme que es usted.").waitFor();
  await newPasskey(page, "Mi equipo");
  await confirm.getByLabel("Contraseña").fill("no es esta");
  await confirm.getByRole("button", { name: "Confirmar" }).click();
  await confirm.getByText("Los datos para entrar no son correctos.").waitFor();
  await confirm.getByLabel("Contraseña").fill(TEST_PASSWORD);
  await confirm.getByRole("button", { name: "Confirmar" }).click();
  await page.getByText("La llave de acceso está guardada.").waitFor();
  await context.close();
});

test("the account fits a phone, in English too", async () => {
  const { page, context } = await sitDown(browser, server, {
    login: "colleague",
    path: "/account",
    size: SIZES.phone,
  });
  await press(page, "English");
  await page.getByRole("heading", { name: "Your account" }).waitFor();
  await page.getByText("You have no passkey yet.").waitFor();
  await expectAccessible(page);
  await expectNothingCutOff(page);
  await context.close();
});

describe("the institution's account", () => {
  let provider: TestProvider;
  let offering: SecondServer;
  const folder = mkdtempSync(join(tmpdir(), "reta-sso-web-"));
  beforeAll(async () => {
    provider = await startProvider();
    const file = join(folder, "secret");
    writeFileSync(file, provider.secret, { mode: 0o600 });
    offering = await server.second({
      RETA_OIDC_ISSUER: provider.issuer,
      RETA_OIDC_CLIENT: provider.clientId,
      RETA_OIDC_SECRET: file,
      RETA_OIDC_LABEL_ES: "Cuenta del Ministerio",
      RETA_OIDC_LABEL_EN: "Ministry account",
    });
  });
  afterAll(async () => {
    await offering?.close();
    await provider?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  /** On the provider's page, which is of another site. */
  const enterThere = async (page: Page, subject: string) => {
    await page.getByLabel("User").fill(subject);
    await press(page, "Enter");
  };

  test("is linked, lets in, proves in a tab of its own that somebody is there, and is unlinked", async () => {
    const there = { ...server, url: offering.url };
    await server.addOfficer("vinculado", UNITS.station, "registrar");
    const { page, context, errors } = await sitDown(browser, there, { login: "vinculado", path: "/account" });
    const panel = page.locator("#single-sign-on");
    await panel.getByRole("heading", { name: "Cuenta del Ministerio" }).waitFor();
    await expectAccessible(page);
    await panel.getByRole("button", { name: "Vincular la cuenta" }).click();
    await enterThere(page, "v-17");
    await panel.getByText("Vinculada desde el").waitFor();
    // What the provider sent along is not in the address, nor in what the browser goes back to.
    expect(page.url()).toBe(`${offering.url}/account`);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    await expectAccessible(page);

    await press(page, "Salir");
    await page.getByRole("link", { name: "Cuenta del Ministerio" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Cuenta del Ministerio" }).click();
    await enterThere(page, "v-17");
    await page.getByRole("button", { name: "Salir" }).waitFor();
    expect(await page.locator(".who").textContent()).toContain("Oficial vinculado");

    await page.goto(`${offering.url}/account`);
    await panel.getByText("Vinculada desde el").waitFor();
    await age("vinculado");
    await signInAt(offering.url, "colleague", TEST_PASSWORD);
    await panel.getByRole("button", { name: "Desvincular" }).click();
    const confirm = page.getByRole("dialog", { name: "Confirme que es usted" });
    await confirm.getByText("Se abre en otra pestaña").waitFor();
    await expectAccessible(page);
    const opened = context.waitForEvent("page");
    await confirm.getByRole("link", { name: "Cuenta del Ministerio" }).click();
    const tab = await opened;
    await enterThere(tab, "v-17");
    await page.getByText("La cuenta ya no sirve para entrar.").waitFor();
    if (!tab.isClosed()) await tab.getByText("Puede cerrar esta pestaña").waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  test("that is not known here, or was not entered, says so and leads on, on a phone too", async () => {
    const context = await browser.newContext({ viewport: SIZES.phone, locale: "es-PE", hasTouch: true });
    const { page, errors } = await openPage(context, { ...server, url: offering.url });
    await page.goto(offering.url);
    await page.getByRole("link", { name: "Cuenta del Ministerio" }).click();
    await enterThere(page, "nobody here");
    await page.getByText("Esa cuenta no está vinculada").waitFor();
    await expectAccessible(page);
    await expectNothingCutOff(page);
    await press(page, "Volver a intentarlo");
    await page.getByRole("link", { name: "Cancel" }).click();
    await page.getByText("No se completó el ingreso").waitFor();
    await press(page, "English");
    await page.getByText("You did not finish signing in").waitFor();
    await page.getByRole("link", { name: "Sign in another way" }).click();
    await page.getByRole("link", { name: "Ministry account" }).waitFor();
    await expectNothingCutOff(page);
    expect(errors).toEqual([]);
    await context.close();
  });
});
