// English words of taking and handing over cases.
import type { assignments as spanish } from "../es/assignments.ts";

export const assignments: Record<keyof typeof spanish, string> = {
  take: "Take the case",
  handOvers: "Handing over cases",
  waiting: "Hand-overs to answer",
  noneWaiting: "There are no hand-overs to answer.",
  newHandOver: "Hand cases over to somebody",
  help: "Choose your cases and who receives them. They stay yours until that person accepts.",
  whichCases: "Cases to hand over",
  noCases: "You have no cases to hand over.",
  receiverName: "Name of the receiver",
  noReceiver: "Nobody of that name can receive them.",
  receiver: "Receiver",
  find: "Search",
  offer: "Offer the hand-over",
  offered: "The hand-over is offered. It happens when it is accepted.",
  offeredBy: "{giver} hands over to {receiver}, {unit}. Offered on {time}.",
  needsApproval:
    "More than 20 cases: a chief who neither gives nor receives approves it before it is accepted.",
  "answer.approve": "Approve the hand-over",
  "answer.accept": "Accept the cases",
  "answer.refuse": "Do not accept",
  "answer.withdraw": "Withdraw the hand-over",
};
