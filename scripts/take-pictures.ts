// Writes the pictures of docs/screenshots: the demo register, each page as somebody of its role sees it, at two sizes.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { DEMO_PASSWORD } from "#src/main/demo.ts";
import { openBrowser } from "../test/support/chromium.ts";
import { startReta } from "../test/support/reta.ts";
import { fillLeast, SIZES, tick } from "../test/web/support/officer.ts";

interface Picture {
  readonly name: string;
  readonly login: string;
  readonly path: string;
  /** Puts the page in the state to be shown. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const openFirstCase = async (page: Page) => {
  await page.locator("a[href^='/cases/']").first().click();
  await page.waitForURL(/\/cases\/./);
};

const PICTURES: readonly Picture[] = [
  { name: "sign-in", login: "", path: "/" },
  { name: "home", login: "investiga-nacional", path: "/" },
  { name: "home-registrar", login: "registra-tambopata", path: "/" },
  {
    name: "complaint",
    login: "registra-tambopata",
    path: "/complaint",
    prepare: async (page) => {
      await fillLeast(page);
      for (const [at, code] of [
        ["/acts", "recruitment"],
        ["/means", "deception"],
        ["/purposes", "forced-labour"],
      ] as const)
        await tick(page, at, code).check();
      await page.evaluate(() => window.scrollTo(0, 0));
    },
  },
  { name: "cases", login: "investiga-nacional", path: "/cases" },
  { name: "case", login: "investiga-nacional", path: "/cases", prepare: openFirstCase },
  {
    name: "case-walled",
    login: "inspectoria",
    path: "/cases",
    prepare: async (page) => {
      await openFirstCase(page);
      await page.locator("#wall").scrollIntoViewIfNeeded();
    },
  },
  { name: "unlocks", login: "unidad-especializada", path: "/unlocks" },
  { name: "account", login: "registra-tambopata", path: "/account" },
  {
    name: "lock",
    login: "registra-tambopata",
    path: "/cases",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Bloquear" }).click();
      await page.getByLabel("Contraseña").waitFor();
    },
  },
  { name: "enrolments", login: "jefe-madre-de-dios", path: "/enrolments" },
  { name: "openings-below", login: "jefe-madre-de-dios", path: "/audit" },
  { name: "inquiries", login: "inspectoria", path: "/audit/inquiries" },
  { name: "alerts", login: "investiga-nacional", path: "/alerts" },
  { name: "hand-over", login: "jefe-especializada", path: "/hand-over" },
  { name: "officers", login: "administra", path: "/administration" },
  { name: "units", login: "administra", path: "/administration/units" },
  { name: "institution", login: "catalogos", path: "/administration/institution" },
  { name: "variables", login: "catalogos", path: "/administration/variables" },
  { name: "lists", login: "catalogos", path: "/administration/lists" },
  {
    name: "new-list",
    login: "catalogos",
    path: "/administration/lists",
    prepare: (page) => page.getByRole("button", { name: "Nueva lista" }).click(),
  },
  { name: "law", login: "catalogos", path: "/administration/law" },
  { name: "alert-rules", login: "catalogos", path: "/administration/alert-rules" },
  { name: "state", login: "custodia-llaves", path: "/administration/state" },
  { name: "keys", login: "custodia-llaves", path: "/administration/keys" },
  { name: "marks", login: "inspectoria", path: "/marks" },
  { name: "suspensions", login: "inspectoria", path: "/suspensions" },
  { name: "directions", login: "fiscal", path: "/directions" },
  { name: "part-shelter", login: "albergue", path: "/cases", prepare: openFirstCase },
  { name: "part-court", login: "juzgado", path: "/cases", prepare: openFirstCase },
  { name: "audit", login: "audita", path: "/audit" },
  { name: "sample", login: "audita", path: "/audit/sample" },
  { name: "review", login: "audita", path: "/audit/review" },
  { name: "roles", login: "audita", path: "/roles" },
  { name: "check", login: "", path: "/check" },
];

async function take(browser: Browser, url: string, picture: Picture, size: keyof typeof SIZES) {
  const viewport = SIZES[size];
  const context = await browser.newContext({ viewport, locale: "es-PE", hasTouch: viewport.width < 500 });
  const page = await context.newPage();
  await page.goto(url + picture.path);
  if (picture.login !== "") {
    await page.getByLabel("Usuario").fill(picture.login);
    await page.getByLabel("Contraseña").fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Entrar" }).click();
    await page.getByRole("button", { name: "Entrar" }).waitFor({ state: "hidden" });
    await page.goto(url + picture.path);
  }
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForLoadState("networkidle");
  await picture.prepare?.(page);
  await page.waitForLoadState("networkidle");
  await page.getByText("Cargando…").first().waitFor({ state: "hidden" });
  const file = fileURLToPath(
    new URL(`../docs/screenshots/${picture.name}-${viewport.width}.png`, import.meta.url),
  );
  await page.screenshot({ path: file });
  await context.close();
}

// Names of pictures as arguments: only those.
const wanted = new Set(process.argv.slice(2));
const dataDir = await mkdtemp(join(tmpdir(), "reta-pictures-"));
const register = await startReta(dataDir, {}, ["--demo"]);
const browser = await openBrowser();
try {
  for (const picture of PICTURES.filter(({ name }) => wanted.size === 0 || wanted.has(name)))
    for (const size of ["desk", "phone"] as const) {
      await take(browser, register.url, picture, size);
      console.error(picture.name, size);
    }
} finally {
  await browser.close();
  await register.kill("SIGTERM");
  await rm(dataDir, { recursive: true, force: true });
}
