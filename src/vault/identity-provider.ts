// Single sign-on (OpenID Connect): what a ministry's provider is asked, and whether what it answers is true.
import { createHash } from "node:crypto";
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  type Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ServerMetadata,
} from "openid-client";
import * as z from "zod/mini";

export interface ProviderSettings {
  /** As it stands in the provider's own document and in every token, to the letter. */
  issuer: string;
  clientId: string;
  /** How the register proves to the provider that it is this client. */
  authentication: (server: ServerMetadata) => ClientAuth;
  /** The claim an officer is known by: one that never changes and is never given to somebody else. */
  claim: string;
  /** Sign-ins of one of these classes only (`acr`); empty: of any. */
  acr: readonly string[];
  /** Sign-ins by all of these means only (`amr`); empty: by any. */
  amr: readonly string[];
}

/** What was asked, kept on this side until the answer comes. */
export const Asked = z.object({
  redirect: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
});
export type Asked = z.infer<typeof Asked>;

/**
 * Who signed in there; or why nobody did. `cancelled`: the officer went no further, or the provider let nobody in;
 * `clock`: a time in the answer is not possible by our clock; `refused`: what came back is not true, or less than the
 * register asks for. `reason` is a code for the audit trail and holds nothing of the answer.
 */
export type Answered =
  | { subject: Buffer }
  | { fault: "cancelled" | "unreachable" | "clock" | "refused"; reason: string };

/** A provider that officers can sign in with. */
export interface IdentityProvider {
  issuer: string;
  /** Where to send the browser; throws when the provider cannot be reached. `purpose` begins the state. */
  ask(purpose: string, redirect: string): Promise<{ address: string; asked: Asked }>;
  /** Whether the answer that came to the redirect address, as a query, is one to what was asked. Never throws. */
  check(asked: Asked, answer: string): Promise<Answered>;
}

/** Seconds by which two clocks may differ. */
const TOLERANCE = 60;
/** Long enough to find the telephone with the second factor; questions are kept no longer. */
const MAX_AGE = 10 * 60;
/** Seconds to wait for the provider. */
const PATIENCE = 10;
/** How long its document is believed (milliseconds): endpoints move. Its keys are looked up by the library. */
const KNOWN_MS = 3_600_000;

export function openProvider(settings: ProviderSettings, now: () => number = Date.now): IdentityProvider {
  let known: { configuration: Configuration; until: number } | undefined;
  const configure = async (): Promise<Configuration> => {
    if (known !== undefined && known.until > now()) return known.configuration;
    const configuration = await discover(settings);
    known = { configuration, until: now() + KNOWN_MS };
    return configuration;
  };
  return {
    issuer: settings.issuer,
    async ask(purpose, redirect) {
      const configuration = await configure();
      const asked = {
        redirect,
        state: `${purpose}.${randomState()}`,
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
        at: now(),
      };
      const address = buildAuthorizationUrl(configuration, {
        redirect_uri: redirect,
        scope: "openid",
        state: asked.state,
        nonce: asked.nonce,
        code_challenge: await calculatePKCECodeChallenge(asked.verifier),
        code_challenge_method: "S256",
        // On a shared computer the provider may still know whoever was there before: it asks anew, every time.
        prompt: "login",
        max_age: "0",
        ...(settings.acr.length > 0 && { acr_values: settings.acr.join(" ") }),
      });
      return { address: address.href, asked };
    },
    async check(asked, answer) {
      try {
        const tokens = await authorizationCodeGrant(
          await configure(),
          new URL(`${asked.redirect}?${answer}`),
          {
            expectedState: asked.state,
            expectedNonce: asked.nonce,
            pkceCodeVerifier: asked.verifier,
            maxAge: MAX_AGE,
            idTokenExpected: true,
          },
        );
        return judge(tokens.claims() ?? {}, asked, settings);
      } catch (error) {
        return faultOf(error);
      }
    },
  };
}

async function discover({ issuer, clientId, authentication }: ProviderSettings): Promise<Configuration> {
  const address = new URL(issuer);
  // Which of its ways of proving who asks the provider takes stands in the document that is only now fetched.
  let proves: ClientAuth | undefined;
  const authenticate: ClientAuth = (server, client, body, headers) => {
    proves ??= authentication(server);
    return proves(server, client, body, headers);
  };
  return discovery(address, clientId, { [clockTolerance]: TOLERANCE }, authenticate, {
    timeout: PATIENCE,
    execute: [
      // The token comes over TLS from the provider; its signature is checked all the same.
      enableNonRepudiationChecks,
      ...(isLoopback(address) ? [allowInsecureRequests] : []),
    ],
  });
}

/** Nobody listens between a machine and itself. */
export function isLoopback({ hostname }: URL): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

// What the library does not ask of a token that is true: that the officer was asked anew, and how well.
function judge(
  claims: Readonly<Record<string, unknown>>,
  asked: Asked,
  { issuer, claim, acr, amr }: ProviderSettings,
): Answered {
  const refused = (reason: string): Answered => ({ fault: "refused", reason });
  const at = claims.auth_time;
  if (typeof at !== "number" || (at + TOLERANCE) * 1000 < asked.at) return refused("not-asked-anew");
  if (acr.length > 0 && !acr.includes(String(claims.acr))) return refused("acr");
  const means: unknown[] = Array.isArray(claims.amr) ? claims.amr : [];
  if (!amr.every((one) => means.includes(one))) return refused("amr");
  const subject = claims[claim];
  if (typeof subject !== "string" || subject === "" || subject.length > 255) return refused("no-subject");
  return { subject: subjectOf(issuer, claim, subject) };
}

/** What is kept of an account there: with it nobody learns the account's name, and no other issuer's is the same. */
export function subjectOf(issuer: string, claim: string, subject: string): Buffer {
  const told = JSON.stringify([issuer, claim, subject]);
  return createHash("sha256").update(`reta/single-sign-on/${told}`).digest();
}

/** The provider says that it let nobody in, which is no fault of anybody's. */
const TURNED_AWAY = ["access_denied", "login_required", "interaction_required", "account_selection_required"];

function faultOf(error: unknown): Answered {
  if (error instanceof AuthorizationResponseError) {
    const fault = TURNED_AWAY.includes(error.error) ? "cancelled" : "refused";
    return { fault, reason: /^[a-z_]{1,60}$/.test(error.error) ? error.error : "provider-error" };
  }
  const { code } = error as { code?: unknown };
  const reason = typeof code === "string" && /^[A-Z_]{1,60}$/.test(code) ? code : "not-reached";
  if (reason === "OAUTH_JWT_TIMESTAMP_CHECK_FAILED") return { fault: "clock", reason };
  // Without a code it is the network that failed; a server in distress answers with a status of its own.
  const away = ["not-reached", "OAUTH_TIMEOUT", "OAUTH_ABORT", "OAUTH_RESPONSE_IS_NOT_CONFORM"];
  return { fault: away.includes(reason) ? "unreachable" : "refused", reason };
}
