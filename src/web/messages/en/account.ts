// English words of the own account: ways in.
import type { account as spanish } from "../es/account.ts";

export const account: Record<keyof typeof spanish, string> = {
  title: "Your account",
  login: "User name: {login}",
  passkeys: "Passkeys",
  passkeysWhat:
    "With a passkey you sign in without a password: with the finger, the face or the PIN of your device or of a USB key. It cannot be copied or used on a false page. Have at least two, in case you lose one.",
  passkeysNone: "You have no passkey yet.",
  passkeysNot: "Passkeys cannot be used at this address or with this browser.",
  passkeysCaption: "Your passkeys",
  totp: "App for codes",
  totpWhat:
    "With the password goes a code of six digits that changes every 30 seconds and that an app on your phone shows (for example Aegis, FreeOTP or Google Authenticator).",
  totpInUse: "The app is in use.",
  totpRemove: "Stop using it",
  totpRemoved: "The app is no longer asked for when you sign in.",
  totpAdded: "The app is in use: its code is asked for when you sign in.",
  totpBegin: "Set up the app",
  totpScan: "Open the app on your phone and read this code.",
  totpQr: "QR code for the app",
  totpByHand: "Or type this key into it:",
  totpCode: "Code the app shows",
  totpCodeHelp: "Six digits.",
  totpGo: "Put in use",
  secureTitle: "Protect your account",
  secureWhy:
    "A password alone is not enough to open this register: it can be seen over a shoulder or stolen. Before you continue, set up a passkey or an app for codes. It takes a few minutes and is done once.",
  name: "Name",
  nameHelp: "To know it by, for example “Blue USB key” or “My phone”.",
  nameNeeded: "Give it a name.",
  made: "Made",
  used: "Last used",
  never: "Never",
  synced: "May be on several of your devices",
  add: "Add a passkey",
  added: "The passkey is saved.",
  remove: "Remove",
  removeOf: "Remove the passkey {name}",
  removeTitle: "Remove the passkey",
  removeSure: "“{name}” will no longer let you in.",
  removed: "The passkey no longer works.",
};
