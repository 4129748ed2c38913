// English words of postings that end and are renewed.
import type { postings as spanish } from "../es/postings.ts";

export const postings: Record<keyof typeof spanish, string> = {
  waiting: "Postings that wait to be confirmed",
  waitingCaption: "Proposed, the oldest first",
  waitingWhat:
    "A posting counts when somebody else confirms it: the chief of the unit or a second administrator.",
  whose: "Officer",
  posting: "Posting",
  asked: "Proposed by",
  steps: "What to do",
  agree: "Confirm posting",
  agreeSure:
    "{name} will be able to sign in as {role} at {unit}. Confirm only if you have seen the order {order}.",
  refuse: "Refuse posting",
  refuseSure: "The posting of {name} at {unit} will not count.",
  agreed: "The posting is confirmed.",
  refused: "The posting does not count.",
  notOfTheCommand: "Another administrator confirms it.",
  ownProposal: "You proposed it: somebody else confirms it.",
  label: "Postings that end",
  own: "Your posting in {unit} ends on {day}. Ask your chief to renew it with the number of the order.",
  below: "Postings that end soon, of the officers within your reach: {n}.",
  belowMore: "Postings that end soon, of the officers within your reach: {n} or more.",
  see: "See and renew",
  until: "Posted until",
  noEnd: "No end",
  soon: "Ends soon",
  onlyEnding: "Only postings that end soon",
  all: "Show all",
  renew: "Renew posting",
  renewOf: "Renew posting: {name}",
  renewWhat: "{name} stays in {unit} for {months} months from today. Cases and ways in do not change.",
  administratorRenews: "An administrator renews this posting, in its last days.",
  order: "Number of the order",
  orderMissing: "Write the number of the order: without it the posting ends.",
  renewed: "The posting is renewed until {day}.",
};
