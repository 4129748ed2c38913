// The cases of the matrix: one for each tie and state, or for each officer where it is the officer who registered it.
import { randomUUID } from "node:crypto";
import { addSupplement } from "#src/actions/add-supplement.ts";
import { appendEntry } from "#src/actions/append-entry.ts";
import type { Actor, Context } from "#src/actions/context.ts";
import { decideAmendment } from "#src/actions/decide-amendment.ts";
import { answerHandOver, offerHandOver } from "#src/actions/hand-over.ts";
import { loadCase } from "#src/actions/load-case.ts";
import type { Performer } from "#src/actions/perform.ts";
import { performTogether } from "#src/actions/perform-together.ts";
import { proposeAnnulment, proposeClosing } from "#src/actions/propose-ending.ts";
import { proposeMerge } from "#src/actions/propose-merge.ts";
import { registerComplaint } from "#src/actions/register-complaint.ts";
import { partKindOf } from "#src/domain/case/part.ts";
import type { AssignmentContent } from "#src/schema/assignment.ts";
import type { Role } from "#src/schema/case.ts";
import { newAnnulment, newClosing, newDecision, newMerge } from "../../support/amendments.ts";
import { device } from "../../support/assignments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../../support/complaints.ts";
import { addOfficers, type TestServer, UNITS } from "../../support/server.ts";
import { act, FORMER, HOME, type Staff, type Tester } from "./matrix-staff.ts";
import type { Matrix, Shown, Wall } from "./matrix-tables.ts";

/** What tells in an answer that a class of values came with it. */
export const MARKS: Readonly<Record<Exclude<Shown, "M" | "O" | "N" | "F">, readonly string[]>> = {
  P: ["Apodomarca"],
  V: ["Adultamarca", "Menormarca", "palabramarca"],
  C: ["Denunciamarca"],
};
/** Of the victims, the one entrusted to whoever has a part of the case. */
export const ENTRUSTED = "Menormarca";

/** A case the matrix asks about. `of` one officer, or of all. */
export interface MatrixCase {
  state: string;
  relation: string;
  of?: string;
  wall?: Wall;
  caseId: string;
  alertId?: string;
  /** Proposals that wait in it. */
  proposal?: string;
  /** By role, the list in which it is offered. */
  lists?: ReadonlyMap<string, string>;
}

const SIDES = ["owners", "prosecutor"] as const;
/** Who deals with what is walled; where one of them is named, the case is the prosecutor's. */
const OWNING: readonly string[] = ["internal-affairs", "specialised-unit", "administrator", "prosecutor"];
/** Whom a case names that is not to name the officers of the matrix: somebody elsewhere, or in their unit. */
const NAMED: Readonly<Record<string, readonly [unitId: string, role: Role]>> = {
  "named-elsewhere-owners": [UNITS.otherStation, "registrar"],
  "named-elsewhere-prosecutor": ["pe-inspectoria", "internal-affairs"],
  "named-here-owners": [HOME, "registrar"],
  "named-here-prosecutor": [HOME, "internal-affairs"],
};
const OWN = ["kept", "kept-a-day", "handed-over"];
const DAY_MS = 86_400_000;

/** A case that no rule of alert fires for, so that only those are alerted whom the matrix alerts. */
function quietComplaint() {
  const complaint = typicalComplaint({
    ...{ acts: [], means: [], purposes: [], recruitment: [], control: [], exploitationOccurred: "unknown" },
    personal: { narrative: "Texto inventado con la palabramarca." },
  });
  const [minor, adult] = complaint.victims;
  const [suspect] = complaint.suspects;
  const name = (paternalSurname: string) => ({ name: { paternalSurname, givenNames: "Inventada" } });
  if (minor !== undefined) minor.personal = name("Menormarca");
  if (adult !== undefined) adult.personal = name("Adultamarca");
  if (suspect !== undefined) suspect.personal = { aliases: ["Apodomarca"] };
  const { person } = complaint.complainant;
  if (person !== undefined) person.personal = name("Denunciamarca");
  return complaint;
}

export class MatrixCases {
  readonly all: MatrixCase[] = [];
  /** An open case that every officer of the matrix has, to be joined with others; one for each register. */
  readonly spare = new Map<boolean, string>();
  /** One behind a wall that every officer of the matrix has, to be joined with others behind one. */
  spareWalled = "";
  /** By case, its victim who is a minor. */
  private readonly minors = new Map<string, string>();
  private readonly server: TestServer;
  private readonly staff: Staff;
  private readonly matrix: Matrix;

  constructor(server: TestServer, staff: Staff, matrix: Matrix) {
    this.server = server;
    this.staff = staff;
    this.matrix = matrix;
  }

  /**
   * Whether this officer is asked about this tie in this state: all of them while a case is open; else those to whom it
   * was shown while it was open, who deal with what is walled, and everybody without a tie.
   */
  isTied({ state, relation }: Pick<MatrixCase, "state" | "relation">, role: string): boolean {
    if (state === "open" || relation === "none") return true;
    if (this.matrix.shows(role, relation).size > 0) return true;
    return state === "walled" && (relation === "assigned" || OWNING.includes(role));
  }

  async build(): Promise<void> {
    const relations = this.matrix.relations.map(({ relation = "" }) => relation);
    const states = this.matrix.states.map(({ state = "" }) => state);
    for (const training of [false, true])
      this.spare.set(training, await this.hadByAll(training, this.staff.colleagues["far-counter"]));
    const wanted = states.flatMap((state) =>
      relations
        // What went into another case waits there; and after a day a case is like another for everybody but the line.
        .filter((relation) => !(state === "merged" && relation === "proposed"))
        .filter((relation) => !(state !== "open" && ["kept-a-day", "former"].includes(relation)))
        // What comes after is about a case that has come to an end.
        .filter(
          (relation) => relation !== "assigned-after" || ["closed", "annulled", "merged"].includes(state),
        )
        .flatMap((relation) =>
          this.registrars(relation, state).map((tester) => ({ state, relation, tester })),
        ),
    );
    await inTurns(wanted, async ({ state, relation, tester }) => {
      this.all.push(await this.settle(await this.make(state, relation, tester), tester));
    });
  }

  /**
   * Cases behind a wall of each kind, for officers without a tie, who registered it, and who have it: each by a supplement
   * that writes down the number of an officer, as it comes about.
   */
  async buildWalls(): Promise<void> {
    await this.knowNumbers();
    this.spareWalled = await this.hadByAll(false, this.staff.colleagues["far-counter"]);
    await this.wall(this.spareWalled, this.staff.colleagues["far-counter"], {
      side: "owners",
      against: "nobody",
    });
    const wanted = SIDES.flatMap((side) =>
      (["nobody", "named", "hidden-unit"] as const).flatMap((against) =>
        ["none", "assigned", ...(against === "nobody" ? ["kept"] : [])].flatMap((relation) =>
          this.registrars(relation, "walled").map((tester) => ({
            wall: { side, against },
            relation,
            tester,
          })),
        ),
      ),
    );
    await inTurns(wanted, async ({ wall, relation, tester }) => {
      const made = await this.make("open", relation, tester);
      await this.wall(made.caseId, this.registrar(relation, tester), wall);
      this.all.push({ ...made, wall, state: "walled" });
    });
  }

  /** The officers of the matrix and those named beside them, each by a number of their own. */
  private readonly numbers = new Map<string, string>();

  private async knowNumbers(): Promise<void> {
    await addOfficers(this.server.house, NAMED);
    const { staffMarks } = this.server.house.real.register;
    const logins = [...Object.keys(NAMED), ...this.staff.testers.map(({ role }) => `matrix-${role}`)];
    for (const [at, login] of logins.entries()) {
      const number = String(99_800_000 + at);
      this.numbers.set(login, number);
      await this.server.rows(
        "insert into staff_marks (mark, officer_id, kind) select $2, officer_id, 'staff-number' from officers where login = $1",
        [login, staffMarks.of(number)],
      );
    }
  }

  // Whoever has it at the counter adds whom it names, and has lost it.
  private async wall(caseId: string, by: Actor, { side, against }: Wall): Promise<void> {
    const testers = this.staff.testers.filter(({ role }) => side === "prosecutor" || !OWNING.includes(role));
    const named =
      against === "named"
        ? testers.map(({ role }) => `matrix-${role}`)
        : [`named-${against === "nobody" ? "elsewhere" : "here"}-${side}`];
    const suspects = named.map((login) => ({
      personId: randomUUID(),
      personal: { documents: [{ type: "cip", number: this.numbers.get(login) ?? "" }] },
    }));
    await act(
      this.performer(false),
      by,
      addSupplement,
      newSupplement(caseId, { kind: "new-facts", suspects }),
    );
    const [wall] = await this.server.rows<{ side: string }>(
      "select side from case_walls where case_id = $1",
      [caseId],
    );
    if (wall?.side !== side) throw new Error(`a wall of ${side} was to be raised, and is ${wall?.side}`);
  }

  // Who registers it: each officer of the matrix once, or somebody beside them for all.
  private registrars(relation: string, state: string): readonly (Tester | undefined)[] {
    if (!OWN.includes(relation)) return [undefined];
    const tied = this.staff.testers.filter(({ role }) => this.isTied({ state, relation }, role));
    // Whoever keeps nothing of what they registered has nothing to lose after a day.
    return relation === "kept-a-day"
      ? tied.filter(({ role }) => this.matrix.shows(role, "kept").size > 0)
      : tied;
  }

  private registrar(relation: string, tester: Tester | undefined): Actor {
    const { colleagues } = this.staff;
    if (tester !== undefined) return tester.former;
    const there = { "in-unit": colleagues["home-counter"], below: colleagues["below-counter"] };
    return there[relation as keyof typeof there] ?? colleagues["far-counter"];
  }

  private async make(state: string, relation: string, tester: Tester | undefined): Promise<MatrixCase> {
    const training = state === "training";
    const by = this.registrar(relation, tester);
    const caseId = await this.register(training, by, relation === "kept-a-day" ? DAY_MS * 1.05 : 0);
    const made: MatrixCase = { state, relation, caseId, ...(tester && { of: tester.role }) };
    const schema = training ? "training" : "reta";
    if (relation === "alerted" || relation === "alerted-below") {
      const [alert] = await this.server.rows<{ id: string }>(
        `insert into ${schema}.alerts (alert_id, case_id, entry_id, unit_id, registered_by, rule, urgency,
           suggested_by_narrative, level, raised_at)
         select gen_random_uuid(), case_id, entry_id, $2, officer_id, 'consistent', 'immediate', false, 0, now()
         from ${schema}.entries where case_id = $1 returning alert_id as id`,
        [caseId, relation === "alerted" ? HOME : UNITS.station],
      );
      if (alert !== undefined) made.alertId = alert.id;
    }
    const to = this.staff.testers.filter(({ role }) => this.isTied({ state, relation }, role));
    const formerly = to.map(({ former: { role, postingId, officerId } }) => ({ role, postingId, officerId }));
    if (relation === "former")
      await this.give(
        training,
        by,
        caseId,
        "assign",
        formerly.map((one) => ({ ...one, unitId: FORMER })),
      );
    if (relation === "assigned") await this.give(training, by, caseId, "assign", to);
    const { "below-prosecutor": prosecutor } = this.staff.colleagues;
    if (relation === "prosecuted-below") await this.give(training, by, caseId, "assign", [prosecutor]);
    // Each list from a giver of its own: an offer ends with what it offers.
    if (relation === "offered") {
      const givers = to.map(({ former, role }) => ({ ...former, role, unitId: FORMER }));
      await this.give(training, by, caseId, "assign", givers);
      made.lists = await this.give(training, by, caseId, "offer", to);
    }
    if (relation === "handed-over") await this.handOver(training, by, caseId);
    return made;
  }

  private performer(training: boolean): Performer {
    return training ? this.server.house.training : this.server.house.real;
  }

  private async register(training: boolean, actor: Actor, ago = 0): Promise<string> {
    const performer = this.performer(training);
    const at = new Date(Date.now() - ago - 1_000).toISOString();
    const complaint = newComplaint(quietComplaint(), { enteredAt: at, complaintMadeAt: at });
    this.minors.set(complaint.caseId, complaint.complaint.victims[0]?.personId ?? "");
    const then = { ...performer, clock: () => new Date(Date.now() - ago) };
    await performTogether(then, { actor, requestId: randomUUID() }, registerComplaint, complaint);
    return complaint.caseId;
  }

  /** An open case that every officer of the matrix has. */
  async hadByAll(training: boolean, by: Actor): Promise<string> {
    const caseId = await this.register(training, by);
    await this.give(training, by, caseId, "assign", this.staff.testers);
    return caseId;
  }

  // Whatever the role: that some of them could never be given a case is another rule, and this is not to rest on it.
  private async give(
    training: boolean,
    by: Actor,
    caseId: string,
    how: "assign" | "offer",
    to: readonly (Pick<Tester, "role" | "postingId" | "officerId"> & {
      unitId?: string;
      former?: Pick<Actor, "postingId">;
    })[],
  ): Promise<Map<string, string>> {
    const lists = new Map(to.map(({ role }) => [role as string, randomUUID()]));
    const verb = async (ctx: Context) => {
      for (const { role, postingId, officerId, unitId = HOME, former } of to) {
        const kind = partKindOf(role);
        const victims = kind === "protection" ? [this.minors.get(caseId) ?? ""] : [];
        const content: AssignmentContent = {
          ...{ act: how, postingId, officerId, unitId, fromRegistrar: false },
          from: how === "offer" ? (former?.postingId ?? null) : null,
          ...(kind !== undefined && how === "assign" && { part: { kind, victims } }),
          ...(how === "offer"
            ? { list: lists.get(role) ?? null, listSize: 1 }
            : { list: null, listSize: null }),
        };
        const envelope = { entryId: randomUUID(), caseId, ...device() };
        await appendEntry(ctx, await loadCase(ctx, caseId, true), envelope, "assignment", { ...content });
      }
    };
    await act(this.performer(training), by, verb, undefined);
    return lists;
  }

  private async handOver(training: boolean, by: Actor, caseId: string): Promise<void> {
    const performer = this.performer(training);
    const { receiver } = this.staff.colleagues;
    const handOverId = randomUUID();
    const list = { ...device(), handOverId, receiver: receiver.postingId, cases: [caseId] };
    await act(performer, by, offerHandOver, list);
    await act(performer, receiver, answerHandOver, { ...device(), handOverId, answer: "accept" as const });
  }

  // Brings the case into its state, and what waits in it, by those whose work that is.
  private async settle({ ...made }: MatrixCase, tester: Tester | undefined): Promise<MatrixCase> {
    const { caseId, state, relation } = made;
    const { receiver, approver } = this.staff.colleagues;
    const performer = this.performer(state === "training");
    const worker = relation === "handed-over" ? receiver : this.registrar(relation, tester);
    const decide = (proposal: string, more: object = {}) =>
      act(performer, approver, decideAmendment, {
        ...newDecision(caseId, proposal, true),
        ...more,
        compared: undefined,
      });
    if (state === "closed") {
      const closing = newClosing(caseId);
      await act(performer, worker, proposeClosing, closing);
      await decide(closing.entryId);
    }
    if (state === "annulled") {
      const annulment = newAnnulment(caseId);
      await act(performer, worker, proposeAnnulment, annulment);
      await decide(annulment.entryId);
    }
    if (state === "merged") {
      const survivor = await this.register(false, worker);
      const merge = newMerge(survivor, caseId);
      await act(performer, worker, proposeMerge, merge);
      const decision = newDecision(survivor, merge.entryId, true);
      await act(performer, approver, decideAmendment, {
        ...{ ...decision, otherEntryId: randomUUID(), compared: undefined },
      });
    }
    if (relation === "assigned-after") {
      const to = this.staff.testers.filter(({ role }) => this.isTied({ state, relation }, role));
      await this.give(false, worker, caseId, "assign", to);
    }
    if (relation === "proposed") {
      const proposal =
        state === "annulled"
          ? newAnnulment(caseId, "reinstate")
          : newClosing(caseId, state === "closed" ? "reopen" : "close");
      if ("annulment" in proposal) await act(performer, worker, proposeAnnulment, proposal);
      else await act(performer, worker, proposeClosing, proposal);
      made.proposal = proposal.entryId;
    }
    if (relation === "decided")
      await this.server.rows(
        `update ${state === "training" ? "training" : "reta"}.cases set decided_by = $2 where case_id = $1`,
        [caseId, this.staff.testers.map(({ officerId }) => officerId)],
      );
    return made;
  }
}

/** As many at once as keep two cores busy. */
const AT_ONCE = 8;

/** Does it for every item, a few at a time. */
export async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of left) await work(item);
    }),
  );
}
