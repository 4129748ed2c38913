// Nothing a complaint can hold is out of reach: every field is on the page, every value is in the last look.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPointer, writePointer } from "#src/domain/case/pointer.ts";
import { FIELD_CATALOGUES } from "#src/schema/catalogue.ts";
import { Complaint } from "#src/schema/complaint.ts";
import { fieldName } from "#src/web/forms/field-name.ts";
import { summarise } from "#src/web/forms/summary.ts";
import { es } from "#src/web/messages/es.ts";
import { wordsIn } from "#src/web/messages/words.tsx";
import { readDraft } from "#src/web/pages/complaint/read-draft.ts";
import { openBrowser } from "../support/chromium.ts";
import { fieldsOf } from "../support/schema-fields.ts";
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

test("every field of a complaint has its place on the page", async () => {
  const { page, context } = await sitDown(browser, server);
  await page.getByRole("radio", { name: "Solo un delito afín" }).check();
  await page.getByRole("radio", { name: "Con su nombre" }).check();
  for (const name of ["Agregar denunciado", "Agregar vínculo", "Agregar tramo", "Agregar vehículo"]) {
    await page.getByRole("button", { name }).click();
  }
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
  await page.getByRole("button", { name: "Agregar número" }).click();
  await page.locator(`[id="f_purposes-other"]`).check();
  // What an administrator adds is asked in the supplement.
  const own = fieldsOf(Complaint).filter((at) => !at.includes("/variables/"));
  const pointers = own.map((pattern) => pattern.replaceAll("/*", "/0"));
  expect(pointers.length).toBeGreaterThan(150);
  // Whoever complains is identified by being there, and no age of theirs matters.
  const notAsked = new Set(
    ["identityStatus", "ageAtFacts", "ageMin", "ageMax", "ageMethod", "personal/birthDate"].map(
      (key) => `/complainant/person/${key}`,
    ),
  );
  const missing: string[] = [];
  for (const at of pointers.filter((pointer) => !notAsked.has(pointer) && !pointer.endsWith("/personId"))) {
    if ((await field(page, at).count()) === 0) missing.push(at);
  }
  expect(missing).toEqual([]);
  await context.close();
});

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const place = {
  code: "170102",
  country: "pe",
  kind: "bar",
  licensed: "no",
  personal: {
    name: "El Faro",
    signName: "Peña El Faro",
    owner: "un señor de lentes",
    openingHours: "de 20 a 4",
    address: "Km 3",
    coordinates: "-12.5,-69.1",
  },
};
const person = {
  identityStatus: "identified",
  sex: "female",
  gender: "feminine",
  ageMin: 15,
  ageMax: 17,
  ageMethod: "declared",
  citizenships: ["pe"],
  birthPlace: "17",
  residence: "1701",
  ethnicity: "quechua",
  languages: ["qu"],
  needsInterpreter: "yes",
  education: "no-level",
  maritalStatus: "single",
  children: 1,
  illness: "unknown",
  personal: {
    name: { givenNames: "Ana", paternalSurname: "Rojo", maternalSurname: "Luna" },
    aliases: ["la China"],
    documents: [{ type: "dni", number: "12345678", country: "pe" }],
    birthDate: "2009-05",
    phones: ["987654321"],
    emails: ["a@b.pe"],
    socialAccounts: ["@ana"],
    address: "Jr. Uno",
    occupation: "mesera",
    description: "alta",
  },
} as const;

/** A complaint in which everything the schema knows is filled in. */
const full = {
  reported: "related-offence",
  relatedOffences: ["rape"],
  officers: ["involved"],
  factsFrom: "2026-01",
  factsTo: "2026-02-03",
  ongoing: "yes",
  place,
  channel: "police-station",
  externalNumbers: [{ register: "sidpol", number: "77" }],
  complainant: {
    kind: "named",
    relationToVictim: "parent",
    protectionRequested: "no",
    person: { personId: id(1), ...person },
  },
  victims: [
    {
      personId: id(2),
      ...person,
      personal: { ...person.personal, debt: "800 soles", payment: "50 soles por semana, nada" },
      ageWhenFirstTrafficked: 14,
      pregnant: "no",
      disability: ["none"],
      incapable: "unknown",
      situation: "rescued",
      vulnerabilities: ["poverty"],
      priorVictimisation: "no",
      migrationStatus: "national",
      documentsRetained: ["dni"],
      debtOrigins: ["fines"],
      debtGrowing: "yes",
      hoursPerDay: 12,
      daysPerWeek: 7,
      paymentPromised: "yes",
      paymentReceived: "no",
      exploitationFrom: "2026-01",
      exploitationTo: "2026-02",
      harms: ["physical"],
      variables: { answers: { tattoo: "yes" }, personal: { "tattoo-words": "una rosa" } },
    },
  ],
  suspects: [
    {
      personId: id(3),
      ...person,
      roles: ["recruiter"],
      relationships: [{ victim: id(2), kind: "employer", cohabits: "yes", inCare: "no", authority: "yes" }],
      isPublicOfficial: "no",
      officialBody: "police",
      organisation: "gang",
      legalStage: "cited",
      variables: { answers: { boats: 3 }, personal: { "boat-name": "La Estrella" } },
    },
  ],
  acts: ["recruitment"],
  participation: ["finances"],
  means: ["deception"],
  purposes: ["other"],
  exploitationOccurred: "attempt",
  harm: ["death"],
  borderCrossed: "no",
  gain: "yes",
  recruitment: ["romance"],
  recruitmentOffers: ["cook"],
  recruitmentPlace: place,
  platforms: ["tiktok"],
  control: ["confinement"],
  sector: "bar",
  sexForms: ["online"],
  route: [
    {
      from: place,
      to: place,
      on: "2026-01-05",
      transport: "truck",
      border: "airport",
      documentUsed: "dni",
      paidBy: "suspect",
      personal: { company: "Sur", plate: "ABC-123", escort: "una señora", notes: "de noche" },
    },
  ],
  variables: { answers: { motors: "2026-01" }, personal: { crew: "dos señores" } },
  vehicles: [{ kind: "car", personal: { plate: "XYZ-987", description: "rojo" } }],
  personal: { narrative: "Se la llevaron.", otherPurpose: "otro", clients: "mineros, 30 soles" },
};

function leavesOf(value: unknown, at = ""): string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return [at];
  if (typeof value !== "object" || value === null) return [at];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, `${at}/${key}`));
}

const patternOf = (at: string) => at.replace(/\/\d+(?=\/|$)/g, "/*").replace(/(\/variables\/\w+)\/.*/, "$1");
const names = {
  catalogue: (id: string) => `[${id}]`,
  variable: (code: string) => `[${code}?]`,
  findVariable: () => undefined,
};

test("the last look names and shows every value there is, each with a label people can read", () => {
  const complaint = Complaint.parse(full);
  const filled = new Set(leavesOf(complaint).map(patternOf));
  // An age is a number or a range, and only victims and suspects have one here.
  expect(fieldsOf(Complaint).filter((at) => !filled.has(at) && !at.endsWith("/ageAtFacts"))).toEqual([]);
  const seen = new Set<string>();
  const groups = summarise(complaint, {
    words: wordsIn("es", es),
    names,
    label: (catalogue, code) => {
      seen.add(catalogue);
      return `${catalogue}:${code}`;
    },
  });
  const lines = groups.flatMap((group) => group.lines);
  const shown = new Set(lines.map(({ pointer }) => pointer));
  expect(leavesOf(complaint).filter((at) => !at.endsWith("/personId") && !shown.has(at))).toEqual([]);
  // A label that is the name of the field in the code was forgotten.
  expect(lines.filter(({ label, pointer }) => label.endsWith(pointer.split("/").at(-1) ?? "?"))).toEqual([]);
  expect([...new Set(Object.values(FIELD_CATALOGUES))].filter((catalogue) => !seen.has(catalogue))).toEqual(
    [],
  );
  expect(lines.find(({ pointer }) => pointer.endsWith("/relationships/0/victim"))?.text).toBe("Víctima 1");
});

/** Every place in the complaint that holds something: members, items, and what is in them. */
function placesOf(value: unknown, at = ""): string[] {
  if (typeof value !== "object" || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, member]) => placesOf(member, `${at}/${key}`));
  return at === "" ? inner : [at, ...inner];
}

test("whatever is missing or misshapen, the list of faults says it in words", () => {
  const named = (pointer: string) => fieldName(pointer, wordsIn("es", es), names);
  const faults = new Map<string, string>();
  for (const at of placesOf(full).filter((place) => !/personId$|\/relationships\/0\/victim$/.test(place))) {
    const wrong = typeof readPointer(full, at) === "number" ? "muchos" : "x".repeat(200_000);
    for (const value of [undefined, wrong]) {
      for (const { pointer } of readDraft(writePointer(full, at, value), "2026-03-01").faults) {
        faults.set(pointer, named(pointer));
      }
    }
  }
  for (const required of [
    "/reported",
    "/factsTo",
    "/channel",
    "/complainant/kind",
    "/externalNumbers/0/number",
  ]) {
    expect(faults.has(required), required).toBe(true);
  }
  expect(faults.size).toBeGreaterThan(100);
  const raw = [...faults].filter(([pointer, name]) => {
    const key = pointer.split("/").at(-1) ?? "";
    return name === "" || /[/{}]/.test(name) || name.split(" · ").at(-1) === key;
  });
  expect(raw).toEqual([]);
  expect(faults.get("/complainant/kind")).toBe("Denunciante · ¿Cómo denuncia?");
  expect(faults.get("/victims/0/personal/documents/0/number")).toBe("Víctima 1 · Documento 1 · Número");
});

test("an empty page is told what it lacks, by the names on the page, and each line leads there", async () => {
  const { page, context } = await sitDown(browser, server);
  expect(await page.locator(":focus").getAttribute("name")).toBe("f_reported");
  await page.keyboard.press("Control+Enter");
  const summary = page.getByRole("region", { name: /por corregir/ });
  await summary.waitFor();
  expect(await summary.getByRole("link").allTextContents()).toEqual([
    "Los hechos: hasta",
    "Denunciante · ¿Cómo denuncia?",
  ]);
  const kind = page.getByRole("radiogroup", { name: "¿Cómo denuncia?" });
  expect(await kind.getAttribute("aria-required")).toBe("true");
  expect(await kind.getAttribute("aria-invalid")).toBe("true");
  await summary.getByRole("link", { name: /Cómo denuncia/ }).click();
  expect(await page.locator(":focus").getAttribute("id")).toBe("f_complainant_kind");
  await expectAccessible(page);
  await page.getByRole("group", { name: "¿Sigue ocurriendo?" }).getByLabel("Sí", { exact: true }).check();
  const until = page.locator("#f_factsTo").locator("xpath=..");
  expect(await until.getByLabel("Año").inputValue()).toMatch(/^20\d\d$/);
  expect(await page.locator("#f_ongoing-help").textContent()).toContain("se llenó");
  await expect.poll(() => summary.getByRole("link").count()).toBe(1);
  await context.close();
});

test("in a list to search nothing is lit until the arrow; Enter takes the first, the arrow and Enter too", async () => {
  const { page, context } = await sitDown(browser, server);
  const place = field(page, "/place/code");
  for (const keys of [["Enter"], ["ArrowDown", "Enter"]]) {
    await place.fill("inambari");
    await page.locator(".menu-item").first().waitFor();
    expect(await page.locator(".menu-item-on").count()).toBe(0);
    for (const key of keys) await page.keyboard.press(key);
    await expect.poll(() => place.inputValue()).toBe("Inambari, Tambopata, Madre de Dios");
    await place.fill("");
  }
  await context.close();
});
