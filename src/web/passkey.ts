// Passkeys in the browser: what talks to the authenticator is loaded when somebody uses one.
import * as z from "zod/mini";
import { Account, PasskeyQuestion } from "#src/schema/account.ts";
import { SessionView } from "#src/schema/case.ts";
import { RequestFailed, request } from "./request.ts";

const load = () => import("@simplewebauthn/browser");
type Library = Awaited<ReturnType<typeof load>>;

/** This browser can use passkeys at all, and the page is at a name and not at a number. */
export const canUsePasskeys = (): boolean =>
  "PublicKeyCredential" in window && !/^[\d.:[\]]+$/.test(location.hostname);

async function ask(path: string) {
  const { stepId, options } = await request("POST", `${path}/question`, PasskeyQuestion, { body: {} });
  return { stepId, options: options as unknown };
}

/** Whoever closes the browser's question, or has no key, has not answered: the browser does not say which. */
async function answered<T>(answer: (library: Library) => Promise<T>): Promise<T> {
  const library = await load().catch(() => {
    throw new RequestFailed("no-connection", 0);
  });
  return answer(library).catch(() => {
    throw new RequestFailed("passkey-cancelled", 400);
  });
}

type SignOptions = Parameters<Library["startAuthentication"]>[0]["optionsJSON"];
type MakeOptions = Parameters<Library["startRegistration"]>[0]["optionsJSON"];

/** Answers the question of `path` with a signature: signing in, or proving again to be there. */
export async function signWithPasskey(
  path: "/api/session/passkey" | "/api/session/fresh/passkey",
): Promise<SessionView> {
  const { stepId, options } = await ask(path);
  const response = await answered((library) =>
    library.startAuthentication({ optionsJSON: options as SignOptions }),
  );
  return request("POST", path, SessionView, { body: { stepId, response } });
}

/** Makes a passkey for whoever is signed in. */
export async function makePasskey(name: string): Promise<Account> {
  const { stepId, options } = await ask("/api/account/passkeys");
  const response = await answered((library) =>
    library.startRegistration({ optionsJSON: options as MakeOptions }),
  );
  return request("POST", "/api/account/passkeys", Account, { body: { stepId, name, response } });
}

export async function removePasskey(passkeyId: string): Promise<void> {
  await request("DELETE", `/api/account/passkeys/${passkeyId}`, z.unknown());
}
