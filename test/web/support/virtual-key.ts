// A security key plugged into Chromium over its debugging protocol: it makes real passkeys and signs with them.
import type { Page } from "playwright-core";

export interface VirtualKey {
  /** How many passkeys it holds. */
  count(): Promise<number>;
  /** Whether whoever holds it gets the PIN right. */
  setVerified(verified: boolean): Promise<void>;
}

/** Plugs a key with a PIN into the page's browser. */
export async function plugKey(page: Page): Promise<VirtualKey> {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send("WebAuthn.enable");
  const { authenticatorId } = await protocol.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    count: async () =>
      (await protocol.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
    setVerified: async (isUserVerified) => {
      await protocol.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
  };
}
