// English words of how the register runs: alarms with what to do, the logs, witnesses, keys, copies.
import type { state as spanish } from "../es/state.ts";

export const state: Record<keyof typeof spanish, string> = {
  title: "State of the system",
  ask: "Look again",
  asked: "Seen at {time}. The server runs since {since}. Version {version}, pack {pack}.",
  "status.ok": "Everything works.",
  "status.degraded": "Something needs attention. Registering is still possible.",
  "status.unavailable":
    "The database does not answer: nothing can be registered. Tell whoever keeps the server.",
  alarms: "What needs attention",
  alarm: "What is wrong",
  since: "Since",
  sinceUnknown: "just seen",
  toDo: "What to do",
  "alarm.not-as-signed": "The public log no longer is as this server signed it",
  "do.not-as-signed":
    "Treat the database as tampered with: do not repair it. Make a copy, run “reta verify”, and tell internal affairs and the witnesses.",
  "alarm.not-as-sealed": "What is stored is not as it was sealed",
  "do.not-as-sealed":
    "Treat the database as tampered with: do not repair it. Below is what was seen. Make a copy, run “reta verify”, which says which, and tell internal affairs and the witnesses. Registering goes on.",
  "alarm.guards-changed": "The guards of the database are not those of this version",
  "do.guards-changed":
    "Somebody took away or added triggers, policies, rights or functions. Find out who and why before putting them back; “reta verify” says which.",
  "alarm.verification-late": "The system does not keep up with verifying itself",
  "do.verification-late":
    "See the job “verify-register” in the server's lines; if the vault answers, give it more time with RETA_VERIFY_HOURS.",
  "alarm.promise-late": "There are complaints whose seal was not published within a minute",
  "do.promise-late":
    "Look at disk space and the server's lines; if a process holds the lock and does not move, restart it. Nothing is lost meanwhile.",
  "alarm.audit-trail": "The audit trail is not written, or late",
  "do.audit-trail": "Look at disk space. Meanwhile names stay closed; registering works and its events wait.",
  "alarm.keys-closed": "The keys of names cannot be used",
  "do.keys-closed":
    "Names stay closed; registering works. See whether the key module is connected and switched on, its PIN, and the server's lines (“vault: TokenClosed …” says why). A PIN that was refused is not tried again until its file changes.",
  "alarm.receipts-key": "The key of receipts is missing, or is another",
  "do.receipts-key":
    "Put keys/receipts.key back from the copy of the keys and start again. Until then complaints are registered without a receipt, no receipt can be looked up, and every complaint with a number in it goes behind a wall, because nobody can tell whether it is an officer's. If it is lost for ever: docs/operations/running.md.",
  "alarm.witness-silent": "A witness is not heard of",
  "do.witness-silent": "Call whoever answers for it (below). Its program may be stopped or without a line.",
  "alarm.not-witnessed": "No recent checkpoint has enough witnesses",
  "do.not-witnessed":
    "As long as it lasts nobody outside can prove that nothing was changed. Start the witnesses that are missing.",
  "alarm.certificate-ends": "The server's certificate is about to end",
  "do.certificate-ends":
    "Renew it before: once it has ended no station can enter. Put the new files in the place of the old ones; they are taken up by themselves.",
  "alarm.audit-not-forwarded": "Events of the audit trail have not been sent on for 15 minutes",
  "do.audit-not-forwarded":
    "Look at the receiver, its certificate and the line to it (“a job failed”, forward-audit, in the server's lines). Nothing is lost: they are sent in order when it answers.",
  "alarm.key-old": "A class key is older than it may be",
  "do.key-old":
    "Two key custodians replace it: one asks on the page Keys, another agrees, and it is carried out on the server.",
  "alarm.last-administrator-ends": "The last administrator's posting ends within 60 days",
  "do.last-administrator-ends":
    "Appoint another administrator now, who can also renew it in its last days: nobody renews one's own posting, and without an administrator nobody is let in.",
  "alarm.last-auditor-ends": "The last auditor's posting ends within 60 days",
  "do.last-auditor-ends":
    "An administrator renews it in its last days or appoints another: without an auditor nobody oversees.",
  "alarm.last-key-custodian-ends": "The last key custodian's posting ends within 60 days",
  "do.last-key-custodian-ends":
    "An administrator renews it in its last days or appoints another, and a second one: without two no key is replaced.",
  "alarm.backup-old": "The last copy is too old, or there is none",
  "do.backup-old":
    "Make one with “reta backup” on the server and take it elsewhere: what was registered since the last would be lost with the disk.",
  "alarm.log-lines": "The server's lines are not written",
  "do.log-lines":
    "The disk they go to may be full, or the program that takes them has stopped. Registering and the audit trail go on; what the server says meanwhile is lost.",
  "alarm.clock-back": "The server's clock went back, or was ahead",
  "do.clock-back":
    "Set the time right (NTP) and find out who changed it. The order of what is registered does not depend on the clock, its times do; whoever had signed in must sign in again.",
  "alarm.other": "Alarm {alarm}",
  "do.other": "See the operations manual.",
  noAlarm: "Nothing.",
  logs: "Public logs and witnesses",
  size: "Entries sealed: {n}. Waiting: {waiting}; the oldest for {seconds} seconds.",
  "log.entries": "Log of entries",
  "log.audit": "Log of the audit trail",
  witnessed: "Newest checkpoint with {quorum} witnesses: size {size}, {at}.",
  neverWitnessed: "No checkpoint has {quorum} witnesses yet.",
  noWitness: "No witnesses are named (witnesses.json). Nobody outside watches that nothing is changed.",
  witness: "Witness",
  contact: "Contact",
  lastSigned: "Last signature",
  neverSigned: "never",
  how: "How it is",
  silent: "Not heard of",
  heard: "Signs",
  verification: "Running verification",
  verificationWhat:
    "The system recomputes what it stores while it works: what is new within seconds, everything within {hours} hours.",
  covered: "{log}: looked at whole for the last time {at}.",
  neverCovered: "{log}: first round under way.",
  nothingFound: "Nothing was found that differs from what was sealed.",
  finding: "What was seen",
  findingWhere: "Where",
  findings: "How many",
  leaf: "number {n} of the log",
  "found.entry-altered": "An entry was changed after it was sealed",
  "found.entry-column-differs": "What stands beside an entry says something else",
  "found.entry-chain-broken": "An entry does not follow the one before it in its case",
  "found.entry-not-in-log": "There is an entry that was never sealed",
  "found.leaf-without-entry": "An entry that was sealed is missing",
  "found.leaf-missing": "A number of the log is missing",
  "found.leaf-altered": "A leaf of the log is not the one that was signed",
  "found.count-differs": "There are not as many entries as seals",
  "found.checkpoint-not-signed": "The newest checkpoint does not carry this server's signature",
  "found.earlier-differs": "The log does not continue what this server had seen",
  "found.value-altered": "A closed value is not the one that was sealed",
  "found.value-missing": "A closed value is missing",
  "found.guard-missing": "A guard of the database is missing",
  "found.guard-added": "There is a right or policy too many",
  trail: "Audit trail",
  trailState: "The audit trail itself",
  "trail.ok": "Written and sealed up to date.",
  "trail.late": "Written, but something waits for more than a minute.",
  "trail.failing": "Not written: names stay closed.",
  spooled: "Events waiting: {n}, since {since}.",
  unsealed: "The oldest not sealed is of {since}.",
  strayed:
    "There are events outside their month: the clock jumped, or the month was missing; the register puts them right.",
  keys: "Keys",
  keysWhat:
    "Each class of identities is closed with a key of its own. Here is which versions there are; the newest closes what is new. They are replaced once a year and when somebody leaves who could reach them: two key custodians agree to it on the page Keys.",
  keyClass: "Class",
  versions: "Versions",
  "key.suspect": "Suspects",
  "key.victim": "Victims",
  "key.minor-victim": "Victims under age",
  "key.complainant": "Complainants and witnesses",
  "key.facts": "Narratives and places",
  "key.evidence": "Files",
  copies: "Copies",
  copiesWhat:
    "They are made on the server with “reta backup” and kept elsewhere. The system does not know where they are: keep count, and try each month that one can be restored and verifies.",
  copyMade: "The last one was made {at}.",
  copyNever: "None was made with “reta backup” yet.",
  copyDays: "After {days} days this is an alarm.",
};
