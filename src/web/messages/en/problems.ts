// English words for every failure of the server and every fault of a field, keyed by their codes.
import type { problems as spanish } from "../es/problems.ts";

export const problems: Record<keyof typeof spanish, string> = {
  "problem.input.invalid": "Some details need correcting. They are marked below.",
  "problem.input.not-json": "What was sent arrived damaged. Send it again.",
  "problem.input.too-large": "It is too long to send. Shorten the account.",
  "problem.input.unsupported-type": "It arrived in a format the register does not understand.",
  "problem.session.missing": "Your session has ended. Sign in again.",
  "problem.session.wrong-credentials": "The user name or the password is wrong.",
  "problem.session.locked-out": "Too many attempts. Wait a few minutes and try again.",
  "problem.session.must-change-password": "You must change your password first.",
  "problem.request.cross-site": "The register refused it because it did not come from its own pages.",
  "problem.not-found": "It does not exist or is not within your reach.",
  "problem.access.refused": "Your posting does not allow this.",
  "problem.entry.id-taken": "This registration was received before with other content.",
  "problem.case.already-exists": "This case already exists.",
  "problem.amendment.own-proposal": "Somebody else must approve your correction.",
  "problem.amendment.already-decided": "That correction has already been decided.",
  "problem.amendment.value-changed": "The value changed in the meantime. Look at the current one.",
  "problem.alert.already-acknowledged": "Somebody else has already taken this alert.",
  "problem.officer.login-taken": "That user name already exists.",
  "problem.posting.overlaps": "The officer already has a posting on those dates.",
  "problem.password.too-weak": "The password is too easy. Use at least 12 characters.",
  "problem.register.unavailable":
    "The register is not answering now. What you wrote is saved on this computer; send it again in a moment.",
  "problem.internal": "Something failed in the register. What you wrote is not lost.",
  "problem.no-connection":
    "There is no connection to the register. What you wrote is saved on this computer; send it again when the line is back.",
  "problem.no-answer":
    "The register did not answer in time. What you wrote is saved; sending again does not duplicate it.",
  "problem.requestId": "Code for support: {id}",
  "fault.required": "This is missing.",
  "fault.other": "This is not valid.",
  "fault.expected": "Expected: {expected}.",
  "fault.too-long": "It is too long.",
  "fault.too-many": "There are too many.",
  "fault.not-a-date": "That date does not exist.",
  "fault.not-a-number": "Write a whole number within what is possible.",
  "fault.unknown-key": "The register does not know this.",
  "warning.label": "Check",
};
