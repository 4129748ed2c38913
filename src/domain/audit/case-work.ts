// Which recorded actions are work on a case, for the weekly review: names that are opened are opened to do one of these.

/**
 * Names of actions that add to a case, change it, give it to somebody, or carry it on. A test holds each against the
 * actions that are recorded, and has every other action about a case said to be a look.
 */
export const CASE_WORK: readonly string[] = [
  "case.supplement",
  "case.amendment.propose",
  "case.amendment.decide",
  "case.annulment.propose",
  "case.closing.propose",
  "case.merge.propose",
  "case.division.propose",
  "case.assign",
  "case.direct",
  "case.relay.send",
  "hand-over.offer",
  "hand-over.answer",
  "wall.declare",
  "wall.lift",
  "alert.acknowledge",
];
