// Keys in files and passwords: made once, private, never overwritten; hashed, compared, and made readable.
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryDirectory } from "../../test/support/temporary.ts";
import { newDraftKey, openDraftKey } from "./draft-key.ts";
import { draftsKey, loadDraftsKey } from "./drafts-key.ts";
import { checkPassword, hashPassword, verifyPassword } from "./password.ts";

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory();
});
afterAll(() => folder.remove());

describe("the key of drafts", () => {
  test("is made once, for its owner only, and is the same at the next start", () => {
    const file = join(folder.path, "keys", "drafts.key");
    const made = loadDraftsKey(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(loadDraftsKey(file).secret.export()).toEqual(made.secret.export());
    expect(readdirSync(join(folder.path, "keys"))).toEqual(["drafts.key"]);
  });

  test("is never made anew over a file that is there", () => {
    const file = join(folder.path, "broken.key");
    writeFileSync(file, "too short\n");
    expect(() => loadDraftsKey(file)).toThrow("32 bytes");
    expect(readFileSync(file, "utf8")).toBe("too short\n");
    expect(existsSync(`${file}.${process.pid}.new`)).toBe(false);
  });

  test("has an identifier that does not show it", () => {
    const bytes = randomBytes(32);
    const key = draftsKey(bytes);
    expect(key.id).toHaveLength(4);
    expect(bytes.includes(key.id)).toBe(false);
    expect(() => draftsKey(randomBytes(16))).toThrow(RangeError);
  });
});

describe("the key of an officer's drafts", () => {
  const key = draftsKey(randomBytes(32));
  test("opens to 32 bytes for its officer, and for nobody else", () => {
    const sealed = newDraftKey("officer-a", key);
    expect(openDraftKey("officer-a", sealed, key)).toHaveLength(32);
    expect(openDraftKey("officer-a", sealed, key)).toEqual(openDraftKey("officer-a", sealed, key));
    expect(() => openDraftKey("officer-b", sealed, key)).toThrow();
    expect(() => openDraftKey("officer-a", sealed, draftsKey(randomBytes(32)))).toThrow();
    expect(openDraftKey("officer-a", newDraftKey("officer-a", key), key)).not.toEqual(
      openDraftKey("officer-a", sealed, key),
    );
  });
});

describe("a password", () => {
  test("is kept as Argon2id with a salt of its own, and is recognised in any Unicode form", async () => {
    const [one, two] = await Promise.all([
      hashPassword("contraseña-larga"),
      hashPassword("contraseña-larga"),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, "contraseña-larga".normalize("NFD"))).toBe(true);
    expect(await verifyPassword(one, "contrasena-larga")).toBe(false);
    expect(await checkPassword(undefined, "contraseña-larga")).toBe(false);
  });
});
