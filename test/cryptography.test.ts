// Every use of cryptography is in the inventory of docs/security/cryptography.md, and none is of an algorithm not in it.
import { expect, test } from "vitest";
import { listSources, read, withoutComments } from "./support/sources.ts";

const PACKAGES =
  'node:crypto|@noble/hashes/[^"]+|@node-rs/argon2|age-encryption|@simplewebauthn/server|openid-client|otplib';
/** What a token is asked to do, by the names of the standard. */
const MECHANISMS = /\bCKM_\w+/g;
/** From the system's generator, everywhere; and what only changes the form of bytes. */
const UNLISTED = /^(randomBytes|randomFillSync|randomUUID|bytesToHex|concatBytes|hexToBytes|utf8ToBytes)$/;
const sources = listSources(["src"], [".ts", ".tsx"]).filter(({ isTest }) => !isTest);

test("every call of a primitive is listed with what it is for, and nothing else is", () => {
  const used = new Map<string, string[]>();
  for (const { path, text } of sources) {
    const code = withoutComments(text);
    const named = [...code.matchAll(new RegExp(`import\\s+\\{([^}]*)\\}\\s+from\\s+"(?:${PACKAGES})"`, "g"))]
      .flatMap(([, names = ""]) => names.split(","))
      .map((name) => name.trim().split(" as ")[0] ?? "")
      .filter((name) => name !== "" && !name.startsWith("type ") && !UNLISTED.test(name));
    // The whole package under one name would hide what is called.
    expect(code, path).not.toMatch(new RegExp(`import\\s+\\*\\s+as\\s+\\w+\\s+from\\s+"(?:${PACKAGES})"`));
    const calls = [
      ...named,
      ...(code.match(MECHANISMS) ?? []),
      ...(/\bcrypto\.subtle\b/.test(code) ? ["crypto.subtle"] : []),
    ];
    if (calls.length > 0) used.set(path, [...new Set(calls)].sort());
  }
  const listed = new Map(
    [...read("docs/security/cryptography.md").matchAll(/^\| `(src\/[^`]+)` \| (.+?) \| (.+) \|$/gm)].map(
      ([, path = "", calls = ""]) => [path, calls.replaceAll("`", "").split(", ").sort()],
    ),
  );
  expect(used.size).toBeGreaterThan(20);
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(used));
});

test("ciphers and hashes are named in one place, and none is weak", () => {
  const named = sources.flatMap(({ text }) =>
    [
      ...withoutComments(text).matchAll(
        /\b(?:create(?:Hash|Hmac|Cipheriv|Decipheriv)|hkdfSync|hash)\(\s*"([a-z0-9-]+)"/g,
      ),
    ].map(([, name = ""]) => name),
  );
  expect(named.length).toBeGreaterThan(15);
  expect([...new Set(named)].sort()).toEqual(["aes-256-gcm", "sha256"]);
});

// Hashes, roots and key ids that anybody may read, and files of the operator's own.
const COMPARED_IN_THE_OPEN: Readonly<Record<string, string>> = {
  "src/actions/backup-frames.ts": "how a backup begins",
  "src/actions/same-request.ts": "which fields a request has, without a value of any",
  "src/actions/seal-ledger.ts": "roots of the public log",
  "src/actions/vault/own-assignments.ts": "hashes of entries, which the log publishes",
  "src/actions/verify-cosignatures.ts": "ids of public keys",
  "src/actions/verify-pieces.ts": "roots of the public log",
  "src/domain/ledger/check-checkpoints.ts": "roots of the public log",
  "src/domain/ledger/check-entries.ts": "hashes of entries",
  "src/domain/ledger/check-tiles.ts": "tiles of the public log",
  "src/domain/ledger/commitment.ts": "a commitment, which stands in the entry",
  "src/domain/ledger/cosignature.ts": "ids of public keys",
  "src/domain/ledger/hash.ts": "the function itself",
  "src/domain/ledger/note.ts": "ids of public keys",
  "src/domain/ledger/proof.ts": "roots and hashes of the public log",
  "src/domain/ledger/witness.ts": "roots of the public log",
  "src/http/certificate.ts": "the server's certificate, which it shows to everybody",
  "src/vault/sealed-case.ts": "hashes of entries",
};

test("what is compared byte by byte is public; secrets are compared in constant time", () => {
  const found = sources.filter(({ text }) =>
    /\bsameBytes\(|\.equals\(|\bcompare\([^)]*\)\s*[!=]==\s*0/.test(withoutComments(text)),
  );
  expect(found.map(({ path }) => path).sort()).toEqual(Object.keys(COMPARED_IN_THE_OPEN).sort());
  // And none as text. Whether there is one at all is no secret.
  const named =
    /\b\w*(?:secret|token|seal|hmac|mac|password|passwordHash|phrase)\s*[!=]==\s*(?!undefined|null|""|")\w/i;
  const asText = sources
    .filter(({ path }) => /^src\/(vault|actions|http|database|main)\//.test(path))
    .flatMap(({ path, text }) =>
      withoutComments(text)
        .split("\n")
        .filter((line) => named.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
  expect(asText).toEqual([]);
});
