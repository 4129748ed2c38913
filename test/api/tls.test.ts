// TLS by the program itself: what it speaks, a renewed certificate, one about to end, one that does not fit; and the audit
// trail on its way out.
import { chmodSync, writeFileSync } from "node:fs";
import { get, type RequestOptions } from "node:https";
import { join } from "node:path";
import { type ConnectionOptions, connect, type DetailedPeerCertificate } from "node:tls";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Context } from "#src/actions/context.ts";
import { postTo } from "#src/actions/forward-audit.ts";
import { readConfiguration } from "#src/cli/configuration.ts";
import { openCertificate } from "#src/http/certificate.ts";
import { receiverIn } from "#src/main/audit-forward.ts";
import { demandSafeDoor } from "#src/main/demand-safe-line.ts";
import { openHouse } from "#src/main/house.ts";
import { Problem } from "#src/schema/problem.ts";
import { type AuditReceiver, openAuditReceiver } from "../support/audit-receiver.ts";
import { selfSigned } from "../support/certificate.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { temporaryDirectory } from "../support/temporary.ts";

const DAY = 86_400_000;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: TestServer;
let first: ReturnType<typeof selfSigned>;
let receiver: AuditReceiver;
const place = (name: string) => join(folder.path, name);

const put = (name: string, { cert, key }: { cert: string; key: string }) => {
  writeFileSync(place(`${name}.key`), key);
  writeFileSync(place(`${name}.crt`), cert);
};

beforeAll(async () => {
  folder = await temporaryDirectory();
  first = selfSigned(Date.now() + 90 * DAY);
  put("used", first);
  receiver = await openAuditReceiver(first);
  writeFileSync(place("collector.token"), "first-token\n", { mode: 0o600 });
  receiver.asksFor = "first-token";
  server = await startServer({
    RETA_TLS_CERT: place("used.crt"),
    RETA_TLS_KEY: place("used.key"),
    RETA_AUDIT_FORWARD: `https://localhost:${receiver.port}/reta`,
    RETA_AUDIT_FORWARD_CA: place("used.crt"),
    RETA_AUDIT_FORWARD_TOKEN: place("collector.token"),
  });
});
afterAll(async () => {
  await server?.close();
  await receiver?.close();
  await folder?.remove();
});

/** Shakes hands and says what was agreed on; rejects when the two cannot agree. */
function handshake(options: ConnectionOptions) {
  return new Promise<{ protocol: string | null; peer: DetailedPeerCertificate }>((resolve, reject) => {
    const socket = connect({ port: Number(new URL(server.url).port), host: "localhost", ...options }, () => {
      resolve({ protocol: socket.getProtocol(), peer: socket.getPeerCertificate(true) });
      socket.end();
    });
    socket.on("error", reject);
  });
}

function answerTo(path: string, options: RequestOptions): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(server.url + path, options, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    }).on("error", reject);
  });
}

describe("with a certificate of its own", () => {
  test("the register answers over TLS, and says so in its address", async () => {
    expect(server.url).toMatch(/^https:\/\/localhost:\d+$/);
    const { status, text } = await answerTo("/api/health", { rejectUnauthorized: false });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ status: "ok", alarms: [] });
  });

  test("1.2 and 1.3 are spoken, with forward secrecy; what is older or weaker is not", async () => {
    const ca = first.cert;
    expect((await handshake({ ca })).protocol).toBe("TLSv1.3");
    expect((await handshake({ ca, maxVersion: "TLSv1.2" })).protocol).toBe("TLSv1.2");
    await expect(handshake({ ca, minVersion: "TLSv1", maxVersion: "TLSv1.1" })).rejects.toThrow();
    await expect(handshake({ ca, maxVersion: "TLSv1.2", ciphers: "AES256-GCM-SHA384" })).rejects.toThrow();
    await expect(
      handshake({ ca, maxVersion: "TLSv1.2", ciphers: "ECDHE-RSA-AES256-SHA384" }),
    ).rejects.toThrow();
  });

  test("plain HTTP is not answered on its port", async () => {
    await expect(fetch(server.url.replace("https", "http"))).rejects.toThrow();
  });

  test("a pair that does not fit leaves the old one in use; one that does is taken up, and is an alarm near its end", async () => {
    const ending = selfSigned(Date.now() + 5 * DAY);
    // The two files are not replaced at one moment.
    writeFileSync(place("used.crt"), ending.cert);
    expect((await handshake({ ca: first.cert })).protocol).toBe("TLSv1.3");
    writeFileSync(place("used.key"), ending.key);
    await vi.waitFor(() => handshake({ ca: ending.cert }), { timeout: 40_000, interval: 200 });
    const { status, text } = await answerTo("/api/health", { ca: ending.cert });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ status: "degraded", alarms: ["certificate-ends"] });
  });
});

describe("what is wrong with the files is said, and nothing of what is in them", () => {
  const given = () => {
    const good = selfSigned(Date.now() + 90 * DAY);
    put("good", good);
    put("other", selfSigned(Date.now() + 90 * DAY));
    put("ended", selfSigned(Date.now() - 1_000));
    writeFileSync(place("words.key"), "Zoraida");
    return good;
  };
  test.each([
    ["", "good.key", /RETA_TLS_KEY is set and RETA_TLS_CERT is not/],
    ["good.crt", "", /RETA_TLS_CERT is set and RETA_TLS_KEY is not/],
    ["nowhere.crt", "good.key", /RETA_TLS_CERT: cannot read the file \(ENOENT\)/],
    ["good.key", "good.key", /RETA_TLS_CERT: expected a certificate/],
    ["good.crt", "words.key", /RETA_TLS_KEY: expected a private key/],
    ["good.crt", "other.key", /RETA_TLS_KEY holds the key of another certificate/],
    ["ended.crt", "ended.key", /RETA_TLS_CERT ended on /],
  ])("certificate %j, key %j", (cert, key, expected) => {
    given();
    const at = (name: string) => (name === "" ? "" : place(name));
    expect(() => openCertificate(at(cert), at(key))).toThrow(expected);
    expect(() => openCertificate(at(cert), at(key))).not.toThrow(/Zoraida|BEGIN/);
  });

  test("without either there is none", () => {
    expect(openCertificate("", "")).toBeUndefined();
  });
});

describe("the audit trail is sent on", () => {
  const partsOf = (message: string) => {
    const found =
      /^<(\d+)>1 (\S+) (\S+) reta - (\S+) \[reta@32473 seq="(\d+)" hash="([0-9a-f]{64})"(.*)\]$/.exec(
        message,
      );
    expect(found, message).not.toBeNull();
    const [, priority, at, host, action, seq, hash, more] = found as RegExpExecArray;
    return { priority: Number(priority), at, host, action, seq: Number(seq), hash, more };
  };
  const leaves = () =>
    server.rows<{ hash: string }>(
      "select encode(entry_hash, 'hex') as hash from ledger_leaves where log = 'audit' order by leaf_index",
    );
  /** Every hash of the log has come, and in its order: the first time each came. */
  const arrivedWhole = async () => {
    const told = receiver.messages.map(partsOf);
    const seen = new Map(told.map(({ seq, hash }) => [seq, hash]));
    const log = await leaves();
    expect(log.map((_, seq) => seen.get(seq))).toEqual(log.map(({ hash }) => hash));
    const firsts = told.map(({ seq }) => seq).filter((seq, i, all) => all.indexOf(seq) === i);
    expect(firsts).toEqual(log.map((_, seq) => seq));
  };
  const waited = { timeout: 60_000, interval: 200 };

  test("every event once it is in the log, in its order, as internal keys and nothing of what it was about", async () => {
    await server.addOfficer("forwarded", UNITS.station, "registrar");
    await server.house
      .perform(
        { actor: null, requestId: "r-forwarded", training: false, address: "203.0.113.77" },
        {
          trace: { action: "test.refused", zone: "reta_people" },
          verb: async (ctx: Context<null>) => {
            ctx.tell({ caseId: "3f0f6a0e-0000-4000-8000-00000000c45e" });
            throw new Problem("access.refused");
          },
        },
        undefined,
      )
      .catch(() => undefined);
    await vi.waitFor(async () => {
      await arrivedWhole();
      expect(receiver.messages.map(partsOf).some(({ action }) => action === "test.refused")).toBe(true);
    }, waited);
    const refused = receiver.messages.map(partsOf).find(({ action }) => action === "test.refused");
    expect(refused).toMatchObject({ priority: 108, host: "localhost/reta" });
    expect(refused?.more).toContain('outcome="refused"');
    expect(receiver.messages.join(" ")).not.toMatch(/203\.0\.113|c45e|Oficial/);
  });

  test.each([
    "refuse",
    "cut",
  ] as const)("again when the receiver did not take it (%s); it is an alarm when that lasts, and nothing is lost", async (does) => {
    receiver.does = does;
    receiver.turnedAway = 0;
    await server.addOfficer(`forwarded-${does}`, UNITS.station, "registrar");
    await vi.waitFor(() => expect(receiver.turnedAway).toBeGreaterThan(1), waited);
    const [kept] = await server.rows<{ next: number }>("select next_leaf::int as next from audit_forwarding");
    expect((await leaves()).length).toBeGreaterThan(kept?.next ?? 0);
    const alarms = async () => {
      const { text } = await answerTo("/api/health", { rejectUnauthorized: false });
      return (JSON.parse(text) as { alarms: string[] }).alarms;
    };
    expect(await alarms()).not.toContain("audit-not-forwarded");
    await server.rows(
      "update ledger_leaves set appended_at = appended_at - interval '16 minutes' where log = 'audit' and leaf_index >= $1",
      [kept?.next],
    );
    expect(await alarms()).toContain("audit-not-forwarded");
    receiver.does = "take";
    await vi.waitFor(arrivedWhole, waited);
    await vi.waitFor(async () => expect(await alarms()).not.toContain("audit-not-forwarded"), waited);
  });

  test("never to whoever has another certificate, and never in the open", async () => {
    const url = `https://localhost:${receiver.port}/reta`;
    const stranger = selfSigned(Date.now() + DAY);
    await expect(postTo({ url, ca: stranger.cert })(["abc"])).rejects.toThrow();
    await expect(postTo({ url })(["abc"])).rejects.toThrow();
    expect(receiver.messages).not.toContain("abc");
    await expect(postTo({ url, ca: first.cert })(["abc"])).rejects.toThrow("401");
    await postTo({ url, ca: first.cert, token: () => receiver.asksFor })(["abc"]);
    expect(receiver.messages.pop()).toBe("abc");
    const at = (address: string) => receiverIn(readConfiguration({ RETA_AUDIT_FORWARD: address }));
    expect(at("")).toBeUndefined();
    expect(at("https://siem.example/in")).toMatchObject({ url: "https://siem.example/in" });
    for (const open of ["http://siem.example", "siem.example:514", "syslog://siem.example"])
      expect(() => at(open), open).toThrow("RETA_AUDIT_FORWARD");
  });
});

describe("the token by which the receiver knows the register", () => {
  const token = (text: string, mode = 0o600) => {
    const file = place("tried.token");
    writeFileSync(file, text);
    chmodSync(file, mode);
    return receiverIn(
      readConfiguration({ RETA_AUDIT_FORWARD: "https://siem.example/in", RETA_AUDIT_FORWARD_TOKEN: file }),
    )?.token?.();
  };
  test("is one that only the service can read, and what is wrong with it is said without it", () => {
    expect(token("abc.DEF-123==\n")).toBe("abc.DEF-123==");
    for (const [text, mode] of [
      ["secret words", 0o600],
      ["two\nsecrets", 0o600],
      ["", 0o600],
      ["secret", 0o644],
    ] as const) {
      expect(() => token(text, mode), text).toThrow("RETA_AUDIT_FORWARD_TOKEN");
      expect(() => token(text, mode), text).not.toThrow(/secret/);
    }
    const inAddress = readConfiguration({
      RETA_AUDIT_FORWARD: "https://reta:clave-inventada@siem.example/in",
    });
    expect(() => receiverIn(inAddress)).toThrow("RETA_AUDIT_FORWARD_TOKEN");
    expect(() => receiverIn(inAddress)).not.toThrow("clave-inventada");
  });

  test("is replaced without a restart: nothing is lost in between", async () => {
    receiver.turnedAway = 0;
    receiver.asksFor = "second-token";
    await server.addOfficer("forwarded-anew", UNITS.station, "registrar");
    await vi.waitFor(() => expect(receiver.turnedAway).toBeGreaterThan(0), {
      timeout: 60_000,
      interval: 200,
    });
    const before = receiver.messages.length;
    writeFileSync(place("collector.token"), "second-token\n");
    await vi.waitFor(() => expect(receiver.messages.length).toBeGreaterThan(before), {
      timeout: 60_000,
      interval: 200,
    });
    expect(receiver.messages.join(" ")).not.toMatch(/-token/);
  });
});

test("a database on another machine is reached over a line that is checked, or not at all", async () => {
  const reached = openHouse(
    readConfiguration({ DATABASE_URL: "postgresql://reta:clave-inventada@192.0.2.7/reta?sslmode=require" }),
  );
  await expect(reached).rejects.toThrow("DATABASE_URL");
  await expect(reached).rejects.not.toThrow("clave-inventada");
});

describe("other machines are answered over TLS or not at all", () => {
  test.each([
    "0.0.0.0",
    "::",
    "",
    "10.0.0.5",
    "register.example",
    "127.0.0.1.example",
    "localhost.example",
    "127.1",
  ])("RETA_HOST %j without a certificate stops the start", (host) => {
    expect(() => demandSafeDoor(host, "")).toThrow(/RETA_HOST: found .*RETA_TLS_CERT/);
    expect(() => demandSafeDoor(host, "/etc/reta/chain.pem")).not.toThrow();
  });

  test.each(["127.0.0.1", "127.0.0.53", "localhost", "::1"])("%s is this machine alone", (host) => {
    expect(() => demandSafeDoor(host, "")).not.toThrow();
  });
});
