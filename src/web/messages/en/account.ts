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
