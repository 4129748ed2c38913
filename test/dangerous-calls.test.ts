// What attacks are made of, and where in the source it is: commands, connections, pages made of text. Nowhere but in these lists.
import { expect, test } from "vitest";
import { listSources, read, withoutComments } from "./support/sources.ts";

const sources = listSources(["src"], [".ts", ".tsx"])
  .filter(({ isTest }) => !isTest)
  .map(({ path, text }) => ({ path, code: withoutComments(text) }));
const screens = sources.filter(({ path }) => path.startsWith("src/web/"));
const server = sources.filter(({ path }) => !path.startsWith("src/web/"));

/** Files in which something stands, each with the reason it may. */
function expectOnlyIn(pattern: RegExp, allowed: Readonly<Record<string, string>>, among = sources): void {
  const found = among.filter(({ code }) => pattern.test(code)).map(({ path }) => path);
  expect(found.sort()).toEqual(Object.keys(allowed).sort());
}

test("programs are started by fixed words, and a shell for the operator's own alarm alone", () => {
  expectOnlyIn(/from "(?:node:)?child_process"/, {
    "src/database/embedded-cluster.ts": "initdb of the package, fixed arguments",
    "src/database/embedded-server.ts": "postgres of the package, fixed arguments",
    "src/database/process-lock.ts": "ps of a number",
    "src/main/vault-keeper.ts": "this program's own vault",
    "src/main/witness.ts": "the command the operator of a witness gave to it",
  });
  expectOnlyIn(/\bshell: ?(?:true|[`'])/, {
    "src/main/witness.ts": "the same: told what happened on its standard input",
  });
  expectOnlyIn(/\bexec(?:Sync)?\(\s*[`"']|require\("child_process/, {});
});

test("nobody is asked over the network but those the operator has named", () => {
  const ways =
    /import (?!type )[^;]*from "(?:node:)?(?:http|https|http2|net|tls|dgram|dns)"|from "(?:nodemailer|openid-client|undici|ws)"|\bfetch\(/;
  const allowed = {
    "src/actions/forward-audit.ts": "where the audit trail is sent on to (RETA_AUDIT_FORWARD)",
    "src/actions/origin.ts": "tells addresses of numbers from names",
    "src/actions/send-alert-mail.ts": "the operator's mail server (RETA_SMTP_URL)",
    "src/database/embedded-server.ts": "looks for a free port of this machine",
    "src/http/certificate.ts": "the door's own certificate",
    "src/main/witness.ts": "the register a witness was told of, and the alarm address of its operator",
    "src/vault/client-proof.ts": "the identity provider (RETA_OIDC_ISSUER)",
    "src/vault/identity-provider.ts": "the same",
    "src/vault/vault-door.ts": "the vault's socket",
    "src/vault/vault-line.ts": "the same",
  };
  expectOnlyIn(ways, allowed, server);
});

test("no text becomes a page, a program or a pattern", () => {
  expectOnlyIn(
    /\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|srcdoc/i,
    {},
  );
  expectOnlyIn(/\beval\(|new Function\(|from "(?:node:)?vm"|set(?:Timeout|Interval)\(\s*["'`]/, {});
  expectOnlyIn(/new RegExp\(/, {});
  expectOnlyIn(/javascript:|<(?:object|embed|applet|iframe|frame)\b/, {}, screens);
});

test("windows speak to each other over channels of their own origin, which other sites cannot reach", () => {
  expectOnlyIn(/addEventListener\(\s*"message"|\b(?:opener|parent|window|self|top)\??\.postMessage\(/, {});
  expectOnlyIn(/\bonmessage\b|\bnew BroadcastChannel\(/, {
    "src/web/alert-watch.ts": "alerts of the other tabs",
    "src/web/session-tabs.ts": "sign-in, lock and sign-out of the other tabs",
  });
});

test("what is logged are fields and fixed words, and no format is made of anything", () => {
  const calls = server.flatMap(({ path, code }) =>
    [...code.matchAll(/\blog\.(?:trace|debug|info|warn|error|fatal)\(\s*(\S[^\n]*)/g)].map(
      ([, first = ""]) => ({
        path,
        first,
      }),
    ),
  );
  expect(calls.length).toBeGreaterThan(2);
  expect(calls.filter(({ first }) => !/^(?:\{|requestLine\()/.test(first))).toEqual([]);
  expectOnlyIn(/from "(?:node:)?util"[^\n]*format|\butil\.format\(|\bprintf\(/, {});
  // Those at the terminal are told; the server writes lines.
  expectOnlyIn(
    /\bconsole\.\w+\(/,
    {},
    server.filter(({ path }) => /^src\/(?:http|actions|vault|jobs)\//.test(path)),
  );
});

test("types are checked strictly, and nothing compares two kinds of values as if they were one", () => {
  const { compilerOptions } = JSON.parse(read("tsconfig.json")) as { compilerOptions: object };
  expect(compilerOptions).toMatchObject({
    ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true },
    noFallthroughCasesInSwitch: true,
  });
  const { linter } = JSON.parse(read("biome.json")) as { linter: { rules: object } };
  expect(linter.rules).toMatchObject({ recommended: true, suspicious: { noExplicitAny: "error" } });
  // Whether there is nothing, of either kind, is the one question two equals signs may ask.
  expectOnlyIn(/[^=!]==(?!=| null| \$\{)|!=(?!=| null)/, {}, server);
});

test("every package is the one it was when it was chosen, from the registry and nowhere else", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
  };
  const installed = Object.entries(packages).filter(([path]) => path.includes("node_modules/"));
  expect(installed.length).toBeGreaterThan(100);
  for (const [path, { resolved, integrity, link }] of installed) {
    // The one that is no package but a link to our own folder of commands.
    if (link === true) expect([path, resolved]).toEqual(["node_modules/reta-cli", "bin"]);
    else expect([path, resolved ?? "", /^sha512-/.test(integrity ?? "")]).toEqual([path, "", true]);
  }
});
