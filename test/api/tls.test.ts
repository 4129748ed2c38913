// TLS by the program itself: what it speaks, a renewed certificate, one about to end, one that does not fit.
import { writeFileSync } from "node:fs";
import { get, type RequestOptions } from "node:https";
import { join } from "node:path";
import { type ConnectionOptions, connect, type DetailedPeerCertificate } from "node:tls";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openCertificate } from "#src/http/certificate.ts";
import { selfSigned } from "../support/certificate.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { temporaryDirectory } from "../support/temporary.ts";

const DAY = 86_400_000;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: TestServer;
let first: ReturnType<typeof selfSigned>;
const place = (name: string) => join(folder.path, name);

const put = (name: string, { cert, key }: { cert: string; key: string }) => {
  writeFileSync(place(`${name}.key`), key);
  writeFileSync(place(`${name}.crt`), cert);
};

beforeAll(async () => {
  folder = await temporaryDirectory();
  first = selfSigned(Date.now() + 90 * DAY);
  put("used", first);
  server = await startServer({ RETA_TLS_CERT: place("used.crt"), RETA_TLS_KEY: place("used.key") });
});
afterAll(async () => {
  await server?.close();
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
    const { status, text } = await answerTo("/api/health", { ca: first.cert });
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
