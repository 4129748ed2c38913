// Numbers by which officers are known and that are somebody else's: asked to be withdrawn, and answered by another.
import * as z from "zod/mini";
import * as marks from "#src/actions/withdraw-mark.ts";
import { MarkedNumber, MarkWithdrawal, NewMarkWithdrawal } from "#src/schema/mark-withdrawal.ts";
import { type Caller, type Perform, type Route, route, signedIn } from "./route.ts";

/** Minutes since whoever asks or answers last proved to be there. */
const FRESH = 15;

const WithdrawalId = z.object({ withdrawalId: z.uuid() });
const inRegister = (caller: Caller) => ({ ...signedIn(caller), training: false });

export function markWithdrawalRoutes(perform: Perform): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/mark-withdrawals",
      summary:
        "Marks of officers that are asked to be withdrawn, or were; of nobody in the reader's own line",
      auth: "session",
      answer: z.object({ withdrawals: z.array(MarkWithdrawal) }),
      handle: ({ caller }) =>
        perform(inRegister(caller), { trace: marks.listTrace, verb: marks.listMarkWithdrawals }, {}),
    }),
    route({
      method: "POST",
      path: "/api/mark-withdrawals",
      summary: "Ask that a number by which an officer is known count no more; the number is not kept",
      auth: "session",
      fresh: FRESH,
      strongest: "mark",
      body: NewMarkWithdrawal,
      handle: ({ body, caller }) =>
        perform(inRegister(caller), { trace: marks.askTrace, verb: marks.askWithdrawal }, body),
    }),
    route({
      method: "POST",
      path: "/api/mark-withdrawals/:withdrawalId/agree",
      summary:
        "Agree that the mark count no more, by the number itself; walls that stand are not lifted by it",
      auth: "session",
      fresh: FRESH,
      strongest: "mark",
      params: WithdrawalId,
      body: z.strictObject({ number: MarkedNumber }),
      handle: ({ params, body, caller }) =>
        perform(
          inRegister(caller),
          { trace: marks.agreeTrace, verb: marks.agreeToWithdrawal },
          { ...params, ...body },
        ),
    }),
    route({
      method: "POST",
      path: "/api/mark-withdrawals/:withdrawalId/refuse",
      summary: "Refuse it, or take back what one asked for",
      auth: "session",
      fresh: FRESH,
      params: WithdrawalId,
      body: z.strictObject({}),
      handle: ({ params, caller }) =>
        perform(inRegister(caller), { trace: marks.refuseTrace, verb: marks.refuseWithdrawal }, params),
    }),
  ];
}
