// The complainant's door: asks by receipt without a session; code and phrase travel in the body, never in an address.
import * as z from "zod/mini";
import * as check from "#src/actions/check-receipt.ts";
import type { Published } from "#src/actions/read-log.ts";
import * as receive from "#src/actions/receive-relay.ts";
import { Problem } from "#src/schema/problem.ts";
import { ReceiptAnswer, ReceiptQuestion } from "#src/schema/receipt.ts";
import { RelayAnswer, WaitingMessage } from "#src/schema/relay.ts";
import { type Caller, type Perform, type Route, route } from "./route.ts";

/** Questions from one address in ten minutes. Many people may share one; a receipt has 82 bits nobody will guess. */
const MOST = 30;
const WINDOW_MS = 600_000;
/** Addresses remembered; beyond that the oldest are forgotten, so that nobody fills the memory. */
const ADDRESSES = 10_000;

/** Counts questions by address within a stretch of time. */
export class Questions {
  private readonly asked = new Map<string, { count: number; until: number }>();

  /** False when this address has asked too often. */
  admit(address: string, now: number): boolean {
    const known = this.asked.get(address);
    if (known === undefined || known.until <= now) {
      this.asked.delete(address);
      this.asked.set(address, { count: 1, until: now + WINDOW_MS });
      const [oldest] = this.asked.keys();
      if (this.asked.size > ADDRESSES && oldest !== undefined) this.asked.delete(oldest);
      return true;
    }
    known.count += 1;
    return known.count <= MOST;
  }
}

const stranger = ({ requestId }: Caller) => ({ actor: null, requestId, training: false });

export function receiptRoutes(perform: Perform, published: Published): Route[] {
  const questions = new Questions();
  return [
    route({
      method: "POST",
      path: "/api/receipts/check",
      summary:
        "What became of a complaint, by its receipt: registered on, sealed, and the proof. Unknown and mistyped are answered alike",
      auth: "open",
      body: ReceiptQuestion,
      answer: ReceiptAnswer,
      handle: ({ body, caller }) => {
        // Before anything is looked up: throttled tells nothing of the code.
        if (!questions.admit(caller.address, performance.now())) throw new Problem("receipt.too-many");
        return perform(
          stranger(caller),
          { trace: check.trace, verb: check.checkReceipt },
          { receipt: body, witnesses: published.witnesses() },
        );
      },
    }),
    route({
      method: "POST",
      path: "/api/receipts/messages",
      summary: "What waits at a receipt: no name, unit, offence or case; from then on it counts as read",
      auth: "open",
      body: ReceiptQuestion,
      answer: z.object({ messages: z.array(WaitingMessage) }),
      handle: ({ body, caller }) => {
        if (!questions.admit(caller.address, performance.now())) throw new Problem("receipt.too-many");
        const action = { trace: receive.readTrace, verb: receive.readWaiting };
        return perform(stranger(caller), action, { receipt: body });
      },
    }),
    route({
      method: "POST",
      path: "/api/receipts/answers",
      summary: "Answers a message once, by receipt; the words are sealed for the case",
      auth: "open",
      body: RelayAnswer,
      handle: ({ body, caller }) => {
        if (!questions.admit(caller.address, performance.now())) throw new Problem("receipt.too-many");
        return perform(stranger(caller), { trace: receive.answerTrace, verb: receive.answerWaiting }, body);
      },
    }),
  ];
}
