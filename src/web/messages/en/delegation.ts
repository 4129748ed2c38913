// English words of standing in for somebody.
import type { delegation as spanish } from "../es/delegation.ts";

export const delegation: Record<keyof typeof spanish, string> = {
  standsIn: "You are standing in for {giver}, until {until}.",
  standsInWhat: "What you do is recorded under your own name.",
  back: "Back to my posting",
  given: "{officer} stands in for you until {until}.",
  held: "You may stand in for {officer} until {until}.",
  begin: "Stand in for {officer}",
  end: "End the delegation",
  endOf: "End the delegation with {officer}",
  label: "Delegations",
  "right.alerts": "Receive and answer alerts",
  "right.read-cases": "Read the cases, without names",
  "right.assign-cases": "Assign cases",
};
