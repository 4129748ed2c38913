// Open screens of this server process: who listens for which units, and the delivery of what is new to them.
import type { FastifyReply } from "fastify";
import type { Actor } from "#src/actions/context.ts";
import type { StandingWall } from "#src/schema/case-ties.ts";
import type { AlertStream } from "./alerts.ts";

/** Something to tell: an alert raised or answered, something directed in a case. Its wall: of a case behind one. */
export type Delivery =
  | { kind: "alert" | "acknowledged"; alertId: string; unitId: string; wall: StandingWall | null }
  | {
      kind: "direction";
      caseId: string;
      to: { postingId: string } | { officerId: string };
      /** Tells one change from the next. */
      changedIn: string;
      wall: StandingWall | null;
    };

/** Reads what is new since a mark; rows at or above the new mark may come again. */
export type ReadDeliveries = (since: string) => Promise<{ next: string; deliveries: readonly Delivery[] }>;

/** Which of these actors' sessions are still good. */
export type StillValid = (actors: readonly Actor[]) => Promise<(actor: Actor) => boolean>;

/** Whether an officer may so much as be told that something happened in a case with this wall. */
export type MayHear = (actor: Actor, wall: StandingWall) => boolean;

interface Screen {
  actor: Actor;
  units: ReadonlySet<string>;
  send(text: string): void;
  close(): void;
}

/** Keeps proxies from closing a silent connection, and finds broken ones. */
const HEARTBEAT_MS = 15_000;
/** A screen whose session or posting has ended is closed within this time; one question for all screens. */
const REAUTHORISE_MS = 5_000;
/** Screens one officer may have open; the oldest gives way. */
const SCREENS_PER_OFFICER = 10;
/** Pause between two looks that follow each other. */
const JOIN_MS = 10;

export class AlertHub implements AlertStream {
  private readonly screens = new Set<Screen>();
  private readonly delivered = new Set<string>();
  /** From where to look; not known while nobody listens. */
  private mark: Promise<string> | undefined;
  private reading: Promise<void> | undefined;
  private again = false;
  private readonly timers: NodeJS.Timeout[];
  private readonly markNow: () => Promise<string>;
  private readonly read: ReadDeliveries;
  private readonly stillValid: StillValid;
  private readonly mayHear: MayHear;

  /** `markNow` says where what is committed from now on begins. */
  constructor(
    markNow: () => Promise<string>,
    read: ReadDeliveries,
    stillValid: StillValid,
    mayHear: MayHear,
  ) {
    this.markNow = markNow;
    this.read = read;
    this.mayHear = mayHear;
    this.stillValid = stillValid;
    this.timers = [
      setInterval(() => this.each((screen) => screen.send(": still here\n\n")), HEARTBEAT_MS),
      setInterval(() => void this.reauthorise(), REAUTHORISE_MS),
    ];
    for (const timer of this.timers) timer.unref();
  }

  open(reply: FastifyReply, actor: Actor): void {
    reply.hijack();
    const { raw } = reply;
    // A stream is silent for as long as nothing happens: what ends it is the session's end or the browser's.
    raw.socket?.setTimeout(0);
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // Nothing else comes over this connection: when the stream ends, so does it.
      connection: "close",
      "x-accel-buffering": "no",
    });
    const screen: Screen = {
      actor,
      units: new Set(actor.units),
      send: (text) => void raw.write(text),
      close: () => raw.end(),
    };
    const own = [...this.screens].filter((other) => other.actor.officerId === actor.officerId);
    if (own.length >= SCREENS_PER_OFFICER) own[0]?.close();
    this.screens.add(screen);
    raw.on("close", () => this.screens.delete(screen));
    raw.on("error", () => this.screens.delete(screen));
    // Whatever happened while nobody listened is in the inbox: the screen is told to read it first, and not before it
    // is known from where on it will be told of what follows.
    this.mark ??= this.markNow();
    this.mark.then(
      () => screen.send("retry: 2000\nevent: sync\ndata: {}\n\n"),
      () => {
        this.mark = undefined;
        screen.close();
      },
    );
  }

  /**
   * Looks for news and delivers it; while no screen is open there is nobody to look for. Calls during a look are joined
   * into one more look after it.
   */
  async poll(): Promise<void> {
    if (this.screens.size === 0) {
      this.mark = undefined;
      this.delivered.clear();
      return;
    }
    if (this.reading !== undefined) {
      this.again = true;
      return this.reading;
    }
    this.reading = this.look();
    try {
      await this.reading;
    } finally {
      this.reading = undefined;
    }
  }

  private async look(): Promise<void> {
    do {
      this.again = false;
      const since = await this.mark;
      if (since === undefined) return;
      const { next, deliveries } = await this.read(since);
      const seen = new Set<string>();
      for (const delivery of deliveries) {
        const key = keyOf(delivery);
        seen.add(key);
        if (this.delivered.has(key)) continue;
        this.delivered.add(key);
        this.deliver(delivery);
      }
      // Not when the last screen was closed meanwhile: the next one begins anew.
      if (this.mark !== undefined) this.mark = Promise.resolve(next);
      // What the database no longer shows lies below the mark and cannot come again.
      for (const key of this.delivered) if (!seen.has(key)) this.delivered.delete(key);
      // A country's complaints of one moment are looked for together.
      if (this.again) await new Promise((resolve) => setTimeout(resolve, JOIN_MS));
    } while (this.again);
  }

  private deliver(delivery: Delivery): void {
    const { kind, wall } = delivery;
    const id = kind === "direction" ? { caseId: delivery.caseId } : { alertId: delivery.alertId };
    const text = `event: ${kind}\ndata: ${JSON.stringify(id)}\n\n`;
    this.each((screen) => {
      if (isFor(delivery, screen) && (wall === null || this.mayHear(screen.actor, wall))) screen.send(text);
    });
  }

  private each(tell: (screen: Screen) => void): void {
    for (const screen of this.screens) tell(screen);
  }

  private async reauthorise(): Promise<void> {
    const open = [...this.screens];
    if (open.length === 0) return;
    // A database that does not answer now says nothing about anybody.
    const isValid = await this.stillValid(open.map(({ actor }) => actor)).catch(() => undefined);
    if (isValid === undefined) return;
    for (const screen of open) if (!isValid(screen.actor)) screen.close();
  }

  close(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.each((screen) => screen.close());
  }
}

// A direction and each answer to it are told apart by nothing but their moment: the case is looked at again each time.
const keyOf = (delivery: Delivery): string =>
  delivery.kind === "direction"
    ? `direction ${delivery.caseId} ${JSON.stringify(delivery.to)} ${delivery.changedIn}`
    : `${delivery.kind} ${delivery.alertId}`;

function isFor(delivery: Delivery, { actor, units }: Screen): boolean {
  if (delivery.kind !== "direction") return units.has(delivery.unitId);
  // Whoever practises hears nothing of the register, and whoever stands in has no case.
  if (actor.training || actor.delegation !== null) return false;
  return "postingId" in delivery.to
    ? delivery.to.postingId === actor.postingId
    : delivery.to.officerId === actor.officerId;
}
