// Passkeys (WebAuthn level 3): what an authenticator is asked, and whether what it answers is true.
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";

export type CreationOptions = PublicKeyCredentialCreationOptionsJSON;
export type RequestOptions = PublicKeyCredentialRequestOptionsJSON;

/** Whom a passkey is for: the register at this address. A passkey of another address does not answer. */
export interface RelyingParty {
  /** Host name. */
  id: string;
  /** Scheme, host and port. */
  origin: string;
}

export interface NewPasskey {
  passkeyId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  synced: boolean;
}

/** Who uses it proves to the authenticator who they are (PIN, finger), and it finds the officer by itself. */
const DEMANDS = { residentKey: "required", userVerification: "required" } as const;
const TIMEOUT_MS = 120_000;

/** What the browser is asked to make a passkey. `known`: those there are, so that no authenticator is added twice. */
export function creationOptions(
  party: RelyingParty,
  officer: { officerId: string; login: string; name: string },
  known: readonly { passkeyId: string; transports: string[] }[],
): Promise<CreationOptions> {
  return generateRegistrationOptions({
    rpName: "RETA",
    rpID: party.id,
    userName: officer.login,
    userDisplayName: officer.name,
    // The handle stands on the authenticator for whoever finds it: a random id that says nothing.
    userID: new Uint8Array(Buffer.from(officer.officerId.replaceAll("-", ""), "hex")),
    attestationType: "none",
    excludeCredentials: known.map(({ passkeyId, transports }) => ({ id: passkeyId, transports })),
    authenticatorSelection: DEMANDS,
    timeout: TIMEOUT_MS,
  });
}

/** What the browser is asked to sign. Nobody is named: the authenticator knows whose passkey it holds. */
export function requestOptions(party: RelyingParty): Promise<RequestOptions> {
  return generateAuthenticationOptions({
    rpID: party.id,
    userVerification: DEMANDS.userVerification,
    timeout: TIMEOUT_MS,
  });
}

/** The passkey an authenticator made for this challenge; `undefined` when the answer is not true. */
export async function checkCreation(
  party: RelyingParty,
  challenge: string,
  response: unknown,
): Promise<NewPasskey | undefined> {
  const checked = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (checked?.verified !== true) return undefined;
  const { credential, credentialDeviceType } = checked.registrationInfo;
  return {
    passkeyId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    synced: credentialDeviceType === "multiDevice",
  };
}

/** The authenticator's new counter when the signature is of this passkey, challenge and address, by a verified user. */
export async function checkAssertion(
  party: RelyingParty,
  challenge: string,
  response: unknown,
  passkey: { passkeyId: string; publicKey: Buffer; counter: number },
): Promise<number | undefined> {
  const checked = await verifyAuthenticationResponse({
    response: response as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: passkey.passkeyId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.counter,
    },
  }).catch(() => undefined);
  return checked?.verified === true ? checked.authenticationInfo.newCounter : undefined;
}
