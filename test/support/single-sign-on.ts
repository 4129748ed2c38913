// A register with a single sign-on provider beside it, officers with linked accounts, and the way there and back.
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { SingleSignOnQuestion } from "#src/schema/account.ts";
import type { Role } from "#src/schema/case.ts";
import { Authenticator, addPasskey } from "./authenticator.ts";
import { CookieJar } from "./cookie-jar.ts";
import { sessionOf } from "./enrolment.ts";
import { startProvider, type TestProvider } from "./identity-provider.ts";
import { type Client, startServer, type TestServer, UNITS } from "./server.ts";

export const QUESTION = "/api/session/single-sign-on/question";
export const BACK = "/api/session/single-sign-on";
export const FRESH = "/api/session/fresh/single-sign-on";
export const LINK = "/api/account/single-sign-on";
type Door = typeof BACK | typeof FRESH | typeof LINK;

export const refused = (code: string) => ({ status: 401, json: { code: `single-sign-on.${code}` } });

export class SignOn {
  readonly server: TestServer;
  readonly provider: TestProvider;
  private readonly folder: string;

  private constructor(server: TestServer, provider: TestProvider, folder: string) {
    [this.server, this.provider, this.folder] = [server, provider, folder];
  }

  static async start(): Promise<SignOn> {
    const folder = mkdtempSync(join(tmpdir(), "reta-sso-"));
    const provider = await startProvider();
    const settings = settingsIn(folder, provider, provider.secret);
    return new SignOn(await startServer({ RETA_SIGN_IN: "second-factor", ...settings }), provider, folder);
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.provider.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What a server needs to offer a provider; `proof` is what goes into the file. */
  settings(of: TestProvider, proof: string): Record<string, string> {
    return settingsIn(this.folder, of, proof);
  }

  jar(cookie?: string, url = this.server.url): CookieJar {
    return new CookieJar(url, cookie);
  }

  /** Asks where to go. */
  async ask(jar: CookieJar, path: Door): Promise<string> {
    const question = await jar.send("POST", `${path}/question`);
    expect(question).toMatchObject({ status: 200, json: { address: expect.any(String) } });
    return (question.json as SingleSignOnQuestion).address;
  }

  /** Asks, goes to the provider as `subject`, comes back and has the answer judged. */
  async through(jar: CookieJar, path: Door, subject: string, at = this.provider) {
    await jar.come(at.signIn(await this.ask(jar, path), subject));
    return jar.send("POST", path);
  }

  /** Signed in with a passkey. */
  async client(unitId: string, role: Role, login = newLogin()): Promise<Client> {
    const { server } = this;
    await server.addOfficer(login, unitId, role);
    return sessionOf(server, await addPasskey(await server.signIn(login), new Authenticator(server.url)));
  }

  async officer() {
    const login = newLogin();
    return { login, jar: this.jar((await this.client(UNITS.station, "registrar", login)).cookie) };
  }

  /** The same with a linked account. */
  async linked() {
    const made = await this.officer();
    const subject = `subject of ${made.login}`;
    expect(await this.through(made.jar, LINK, subject)).toMatchObject({ status: 201 });
    return { ...made, subject };
  }

  /** How the newest three events of this name ended. */
  async outcomes(action: string): Promise<string[]> {
    const rows = await this.server.rows<{ said: string }>(
      "select coalesce(body->'detail'->>'outcome', body->'detail'->>'problem', body->>'outcome') as said from audit_events where action = $1 order by event_id desc limit 3",
      [action],
    );
    return rows.map(({ said }) => said);
  }
}

export const newLogin = () => `s-${randomUUID().slice(0, 8)}`;

function settingsIn(folder: string, of: TestProvider, proof: string): Record<string, string> {
  const file = join(folder, randomUUID());
  writeFileSync(file, proof, { mode: 0o600 });
  return {
    RETA_OIDC_ISSUER: of.issuer,
    RETA_OIDC_CLIENT: of.clientId,
    RETA_OIDC_SECRET: file,
    RETA_OIDC_AMR: "mfa",
  };
}
