// Computers with outboxes, a line that loses, doubles, reorders and delays, and a register that is restored from copies: the
// rules are the product's own, everything around them is drawn by lot.
import { seededRandom } from "#src/actions/demo/random.ts";
import { type Arrival, judgeArrival } from "#src/domain/outbox/judge-arrival.ts";
import {
  acceptReceipt,
  addReport,
  afterContact,
  askedToRegister,
  dueReports,
  EMPTY_OUTBOX,
  failSending,
  idsToConfirm,
  type Outbox,
  type Receipt,
  recoverOutbox,
  registered,
  startSending,
} from "#src/domain/outbox/outbox.ts";

export interface Sealed {
  reportId: string;
  digest: string;
  counter: number;
  deviceId: string;
  faulty: boolean;
}

/** One computer; a copied one has its model's device id and goes on under it. */
export interface Computer {
  deviceId: string;
  outbox: Outbox;
  sealed: Map<string, Sealed>;
  wiped: boolean;
}

/** What is in the database: all of it is in a copy, and goes back with one. */
export interface Stored {
  reports: Map<string, { digest: string | null; receivedAt: string; complete: boolean }>;
  counters: Map<string, Map<number, string>>;
  devices: Set<string>;
  cases: string[];
}

type Message =
  | { to: "register"; from: Computer; reports: Sealed[] }
  | { to: "computer"; computer: Computer; answers: Answer[] };
type Answer = { receipt: Receipt } | { refused: "wipe" | "register-device"; reportId: string };

export class World {
  /** A whole number from 0, below the one given. */
  readonly draw: (below: number) => number;
  readonly computers: Computer[] = [];
  readonly line: Message[] = [];
  readonly made: Sealed[] = [];
  readonly revoked = new Set<string>();
  readonly signedFor = new Set<string>();
  stored: Stored = { reports: new Map(), counters: new Map(), devices: new Set(), cases: [] };
  copy: Stored = this.stored;
  backedUpAt = "";
  clock = 1_000_000;

  constructor(seed: number) {
    const { int } = seededRandom(seed);
    this.draw = (below) => int(0, below - 1);
    for (let i = 1 + this.draw(3); i > 0; i--) this.addComputer();
    this.backUp();
  }

  addComputer(): void {
    const deviceId = `d${this.computers.length}`;
    this.stored.devices.add(deviceId);
    this.computers.push({ deviceId, outbox: EMPTY_OUTBOX, sealed: new Map(), wiped: false });
  }

  time(): string {
    this.clock += 1000;
    return new Date(this.clock).toISOString();
  }

  any(): Computer {
    return this.computers[this.draw(this.computers.length)] as Computer;
  }

  backUp(): void {
    this.copy = structuredCopy(this.stored);
    this.backedUpAt = this.time();
  }

  restore(): void {
    this.stored = structuredCopy(this.copy);
  }

  seal(computer: Computer): void {
    if (computer.wiped) return;
    const reportId = `r${this.made.length}`;
    const counter = computer.outbox.nextCounter;
    const sealed = {
      reportId,
      digest: `${reportId}+`,
      counter,
      deviceId: computer.deviceId,
      faulty: this.draw(5) === 0,
    };
    computer.outbox = addReport(computer.outbox, sealed);
    computer.sealed.set(reportId, sealed);
    this.made.push(sealed);
    // The same form was sent on line first, arrived, and the answer was lost on the dying line.
    if (!sealed.faulty && this.draw(6) === 0) this.store(sealed, null);
  }

  send(computer: Computer, patient: boolean): void {
    // A clock that jumps: years back, years ahead.
    const now = patient ? Number.MAX_SAFE_INTEGER / 4 : this.clock + (this.draw(3) - 1) * 3e11 * this.draw(2);
    const due = dueReports(computer.outbox, now, 1 + this.draw(4));
    if (computer.wiped || due.length === 0) return;
    const ids = due.map(({ reportId }) => reportId);
    computer.outbox = startSending(computer.outbox, ids);
    const reports = ids.map((id) => computer.sealed.get(id) as Sealed);
    this.line.push({ to: "register", from: computer, reports });
  }

  store(report: Sealed, digest: string | null): void {
    const { reports, counters, cases } = this.stored;
    reports.set(report.reportId, { digest, receivedAt: this.time(), complete: !report.faulty });
    const numbers = counters.get(report.deviceId) ?? new Map<number, string>();
    counters.set(report.deviceId, numbers.set(report.counter, report.reportId));
    cases.push(report.reportId);
  }

  arrive(report: Sealed): Answer {
    const { reportId, digest, deviceId } = report;
    const held = this.stored.reports.get(reportId);
    const under = this.stored.counters.get(deviceId)?.get(report.counter);
    const device = this.revoked.has(deviceId)
      ? "revoked"
      : this.stored.devices.has(deviceId)
        ? "known"
        : "unknown";
    const arrival: Arrival = {
      device,
      signed: true,
      digest,
      held: held && { digest: held.digest, sameContent: true },
      counterTaken: under !== undefined && under !== reportId,
      posting: this.draw(4) === 0 ? "ended" : "in-force",
      readable: true,
      faults: report.faulty ? 1 : 0,
    };
    const judged = judgeArrival(arrival);
    if (judged.effect === "refuse")
      return { refused: judged.reason === "wipe" ? "wipe" : "register-device", reportId };
    if (judged.effect !== "repeat") this.store(report, digest);
    const now = this.stored.reports.get(reportId) as { receivedAt: string; complete: boolean };
    this.signedFor.add(reportId);
    const caseNumber = now.complete ? `n${reportId}` : null;
    return { receipt: { reportId, digest, receivedAt: now.receivedAt, caseNumber } };
  }

  deliver(message: Message): void {
    if (message.to === "register") {
      const answers = message.reports.map((report) => this.arrive(report));
      this.line.push({ to: "computer", computer: message.from, answers });
      return;
    }
    for (const answer of message.answers) this.hear(message.computer, answer);
  }

  hear(computer: Computer, answer: Answer): void {
    if ("receipt" in answer) computer.outbox = acceptReceipt(computer.outbox, answer.receipt);
    else if (answer.refused === "register-device") computer.outbox = askedToRegister(computer.outbox);
    else this.wipe(computer);
  }

  wipe(computer: Computer): void {
    computer.outbox = { ...computer.outbox, reports: [] };
    computer.sealed.clear();
    computer.wiped = true;
  }

  contact(computer: Computer): void {
    if (computer.wiped) return;
    if (this.revoked.has(computer.deviceId)) {
      this.wipe(computer);
      return;
    }
    if (!this.stored.devices.has(computer.deviceId)) {
      computer.outbox = askedToRegister(computer.outbox);
      return;
    }
    const asked = idsToConfirm(computer.outbox);
    const missing = asked.filter((id) => !this.stored.reports.has(id));
    const isSafe = (id: string) => (this.stored.reports.get(id)?.receivedAt ?? "~") <= this.backedUpAt;
    computer.outbox = afterContact(computer.outbox, { missing, safe: asked.filter(isSafe) });
    for (const { reportId, sealed } of computer.outbox.reports) if (!sealed) computer.sealed.delete(reportId);
  }

  signIn(computer: Computer): void {
    if (computer.wiped || this.revoked.has(computer.deviceId)) return;
    this.stored.devices.add(computer.deviceId);
    computer.outbox = registered(computer.outbox);
  }

  duplicate(computer: Computer): void {
    if (this.computers.length < 6)
      this.computers.push({
        ...computer,
        sealed: new Map(computer.sealed),
        outbox: recoverOutbox(computer.outbox),
      });
  }

  /** One thing happens, drawn by lot. */
  step(): void {
    const happening = HAPPENINGS[this.draw(HAPPENINGS.length)] as Happening;
    happening(this, this.any());
  }

  /** The line is good again for as long as it takes. */
  settle(): void {
    for (const message of this.line.splice(0)) this.deliver(message);
    for (let round = 0; round < 30; round++) {
      for (const computer of this.computers) {
        this.signIn(computer);
        computer.outbox = recoverOutbox(computer.outbox);
        this.contact(computer);
        this.send(computer, true);
        while (this.line.length > 0) this.deliver(this.line.shift() as Message);
      }
      if (this.computers.every(({ outbox }) => outbox.reports.every(({ receipt }) => receipt !== null)))
        return;
    }
  }
}

const structuredCopy = ({ reports, counters, devices, cases }: Stored): Stored => ({
  reports: new Map(reports),
  counters: new Map([...counters].map(([device, numbers]) => [device, new Map(numbers)])),
  devices: new Set(devices),
  cases: [...cases],
});

type Happening = (world: World, computer: Computer) => void;

function takeFromLine(world: World): Message | undefined {
  return world.line.splice(world.draw(Math.max(1, world.line.length)), 1)[0];
}

const seal: Happening = (world, computer) => world.seal(computer);
const send: Happening = (world, computer) => world.send(computer, false);
const deliver: Happening = (world) => {
  const message = takeFromLine(world);
  if (message !== undefined) world.deliver(message);
};

/** As often as they stand here. */
const HAPPENINGS: readonly Happening[] = [
  ...[seal, seal, seal, send, send, send, deliver, deliver, deliver],
  // Delivered, and once more later.
  (world) => {
    const message = takeFromLine(world);
    if (message === undefined) return;
    world.line.push(message);
    world.deliver(message);
  },
  // Lost.
  (world) => {
    takeFromLine(world);
  },
  // Waited for in vain.
  (world, computer) => {
    const ids = computer.outbox.reports.filter(({ state }) => state === "sending").map((one) => one.reportId);
    computer.outbox = failSending(computer.outbox, ids, world.clock, world.draw(2));
  },
  // The page, the browser or the machine dies.
  (_, computer) => {
    computer.outbox = recoverOutbox(computer.outbox);
  },
  (world, computer) => world.contact(computer),
  (world, computer) => (world.draw(4) === 0 ? world.duplicate(computer) : world.backUp()),
  (world, computer) => {
    const lot = world.draw(12);
    if (lot === 0) world.revoked.add(computer.deviceId);
    else if (lot < 4) world.restore();
    else world.signIn(computer);
  },
];
