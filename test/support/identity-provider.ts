// A small OpenID provider that is real: discovery, keys, sign-in page, codes that work once, PKCE, signed tokens. It can
// be told to lie in what it signs, as an attacker or a provider gone wrong would.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Claims = Record<string, unknown>;

/** How the next token differs from a true one. */
export interface Lies {
  claims?: Claims;
  /** Signed by a key the provider does not publish, or by none. */
  signature?: "stranger" | "none";
}

export interface TestProvider {
  issuer: string;
  clientId: string;
  /** What the client proves itself with, to be put into the register's file. */
  secret: string;
  lies: Lies;
  /** Requests to the token endpoint so far: what it was sent, and whether it gave a token. */
  exchanges: { body: URLSearchParams; authorization: string | undefined; given: boolean }[];
  /** Signs `subject` in as its page would, and answers the address the browser is sent back to. */
  signIn(address: string, subject: string): string;
  /** The officer presses Cancel on its page. */
  cancel(address: string): string;
  close(): Promise<void>;
}

interface Code {
  params: URLSearchParams;
  subject: string;
  at: number;
}

const base64url = (value: object | string) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const seconds = () => Math.floor(Date.now() / 1000);

/** `publicKey`: of a client that proves itself by signing, in place of a secret. */
export async function startProvider({ publicKey }: { publicKey?: KeyObject } = {}): Promise<TestProvider> {
  const key = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const stranger = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const codes = new Map<string, Code>();
  const jwks = {
    keys: [{ ...key.publicKey.export({ format: "jwk" }), kid: "k1", alg: "ES256", use: "sig" }],
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: TestProvider = {
    issuer,
    clientId: "reta",
    secret: randomBytes(24).toString("base64url"),
    lies: {},
    exchanges: [],
    signIn(address, subject) {
      const { searchParams: params } = new URL(address);
      const code = randomBytes(16).toString("base64url");
      codes.set(code, { params, subject, at: seconds() });
      return back(params, { code });
    },
    cancel: (address) => back(new URL(address).searchParams, { error: "access_denied" }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  function back(params: URLSearchParams, answer: Record<string, string>): string {
    const address = new URL(params.get("redirect_uri") ?? "");
    for (const [name, value] of Object.entries({ ...answer, state: params.get("state") ?? "", iss: issuer }))
      address.searchParams.set(name, value);
    return address.href;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", issuer);
    const json = (status: number, body: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (pathname === "/.well-known/openid-configuration") {
      return void json(200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["ES256"],
        token_endpoint_auth_methods_supported: ["client_secret_basic", "private_key_jwt"],
        code_challenge_methods_supported: ["S256"],
        authorization_response_iss_parameter_supported: true,
      });
    }
    if (pathname === "/keys") return void json(200, jwks);
    // A page as a provider has one: who are you, and the way back.
    if (pathname === "/authorize") {
      const subject = searchParams.get("subject");
      const here = `${issuer}${request.url ?? ""}`;
      if (subject !== null)
        return void response.writeHead(303, { location: provider.signIn(here, subject) }).end();
      const fields = [...searchParams].map(
        ([name, value]) => `<input type="hidden" name="${name}" value="${value}">`,
      );
      return void response
        .writeHead(200, { "content-type": "text/html; charset=utf-8" })
        .end(
          `<!doctype html><title>Ministry</title><form>${fields.join("")}<label>User <input name="subject"></label><button>Enter</button></form><a href="${provider.cancel(here).replaceAll("&", "&amp;")}">Cancel</a>`,
        );
    }
    if (pathname === "/token" && request.method === "POST") {
      const body = new URLSearchParams(await textOf(request));
      const { authorization } = request.headers;
      const given = exchange(body, authorization);
      provider.exchanges.push({ body, authorization, given: given !== undefined });
      if (given === undefined) return void json(400, { error: "invalid_grant" });
      return void json(200, { access_token: "opaque", token_type: "Bearer", id_token: given });
    }
    response.writeHead(404).end();
  }

  /** The token of a code: taken once, by the client it was made for, who knows the verifier. */
  function exchange(body: URLSearchParams, authorization: string | undefined): string | undefined {
    const code = codes.get(body.get("code") ?? "");
    codes.delete(body.get("code") ?? "");
    if (code === undefined || !isClient(body, authorization)) return undefined;
    const { params } = code;
    const challenge = createHash("sha256")
      .update(body.get("code_verifier") ?? "")
      .digest("base64url");
    if (params.get("code_challenge_method") !== "S256" || params.get("code_challenge") !== challenge)
      return undefined;
    if (body.get("redirect_uri") !== params.get("redirect_uri")) return undefined;
    const { claims = {}, signature } = provider.lies;
    const now = seconds();
    const token: Claims = {
      ...{ iss: issuer, aud: provider.clientId, sub: code.subject, nonce: params.get("nonce") },
      ...{ iat: now, exp: now + 300, auth_time: code.at, acr: "gold", amr: ["pwd", "otp", "mfa"] },
      ...claims,
    };
    const kept = Object.fromEntries(Object.entries(token).filter(([, value]) => value !== undefined));
    const head = signature === "none" ? { alg: "none" } : { alg: "ES256", kid: "k1" };
    const signed = `${base64url(head)}.${base64url(kept)}`;
    if (signature === "none") return `${signed}.`;
    const { privateKey } = signature === "stranger" ? stranger : key;
    const proof = sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" });
    return `${signed}.${proof.toString("base64url")}`;
  }

  function isClient(body: URLSearchParams, authorization: string | undefined): boolean {
    if (publicKey === undefined) {
      const said = Buffer.from((authorization ?? "").replace(/^Basic /, ""), "base64").toString();
      // Each half is encoded as in a form (RFC 6749, 2.3.1).
      return said.split(":").map(decodeURIComponent).join(":") === `${provider.clientId}:${provider.secret}`;
    }
    const [head = "", payload = "", proof = ""] = (body.get("client_assertion") ?? "").split(".");
    const said = JSON.parse(Buffer.from(payload, "base64url").toString() || "{}") as Claims;
    const audience = [said.aud].flat();
    return (
      verify(
        "sha256",
        Buffer.from(`${head}.${payload}`),
        { key: publicKey, dsaEncoding: "ieee-p1363" },
        Buffer.from(proof, "base64url"),
      ) &&
      said.sub === provider.clientId &&
      audience.some((one) => one === issuer || one === `${issuer}/token`)
    );
  }

  return provider;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
