// A configuration that would let in less than the register asks for stops the start, and says which setting.
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readConfiguration } from "#src/cli/configuration.ts";
import { openSingleSignOn } from "./single-sign-on.ts";

const folder = mkdtempSync(join(tmpdir(), "reta-sso-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fileOf = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
};

test.each([
  ["an issuer without TLS", { RETA_OIDC_ISSUER: "http://login.example" }, /expected https/],
  ["an issuer that is no address", { RETA_OIDC_ISSUER: "login" }, /expected an address/],
  ["no client", { RETA_OIDC_CLIENT: "" }, /RETA_OIDC_CLIENT/],
  ["no secret", { RETA_OIDC_SECRET: "" }, /RETA_OIDC_SECRET/],
  ["a secret that is not there", { RETA_OIDC_SECRET: join(folder, "none") }, /ENOENT/],
  ["an empty secret", { RETA_OIDC_SECRET: fileOf("empty", "") }, /empty/],
  ["no second factor", { RETA_OIDC_AMR: "" }, /second factor/],
  [
    "a weak key",
    {
      RETA_OIDC_SECRET: fileOf(
        "weak.pem",
        generateKeyPairSync("rsa", { modulusLength: 1024 })
          .privateKey.export({ type: "pkcs8", format: "pem" })
          .toString(),
      ),
    },
    /2048/,
  ],
])("a configuration with %s stops the start", async (_, wrong, says) => {
  const base = { RETA_OIDC_ISSUER: "https://login.example", RETA_OIDC_CLIENT: "reta", RETA_OIDC_AMR: "mfa" };
  const right = { ...base, RETA_OIDC_SECRET: fileOf("right", "secret") };
  expect(await openSingleSignOn(readConfiguration(right))).toBeDefined();
  await expect(openSingleSignOn(readConfiguration({ ...right, ...wrong }))).rejects.toThrow(says);
});

test("a secret that others can read stops the start", async () => {
  const file = fileOf("open", "secret");
  chmodSync(file, 0o644);
  const base = { RETA_OIDC_ISSUER: "https://login.example", RETA_OIDC_CLIENT: "reta", RETA_OIDC_AMR: "mfa" };
  await expect(openSingleSignOn(readConfiguration({ ...base, RETA_OIDC_SECRET: file }))).rejects.toThrow(
    /chmod 600/,
  );
});
