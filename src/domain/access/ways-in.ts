// The ways in an officer has, and which may be taken away: never the last one.

export interface WaysIn {
  passkeys: number;
  password: boolean;
  /** A code of an authenticator app goes with the password. */
  totp: boolean;
  singleSignOn: number;
}

/** Is there a way in that suffices? A password alone does only where the register says so. */
export function hasWayIn(ways: WaysIn, passwordAlone: boolean): boolean {
  return ways.passkeys > 0 || ways.singleSignOn > 0 || (ways.password && (ways.totp || passwordAlone));
}

/** May this way be taken away? Only when what is left suffices. */
export function mayRemove(
  ways: WaysIn,
  way: "passkey" | "totp" | "single-sign-on",
  passwordAlone: boolean,
): boolean {
  const left: WaysIn = {
    ...ways,
    passkeys: ways.passkeys - (way === "passkey" ? 1 : 0),
    singleSignOn: ways.singleSignOn - (way === "single-sign-on" ? 1 : 0),
    totp: ways.totp && way !== "totp",
  };
  return hasWayIn(left, passwordAlone);
}
