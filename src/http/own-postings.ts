// The own postings where there are several, and moving between them.
import * as z from "zod/mini";
import * as own from "#src/actions/own-postings.ts";
import { SessionView } from "#src/schema/case.ts";
import { OwnPostings } from "#src/schema/own-posting.ts";
import { type Caller, type Route, route, signedIn } from "./route.ts";
import { answerOpened, type SessionDoor } from "./session.ts";

// Postings are of the register, in training mode as well.
const inRegister = (caller: Caller) => ({ ...signedIn(caller), training: false });

export function ownPostingRoutes(door: SessionDoor): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/session/postings",
      summary: "The own postings in force, the newest first",
      auth: "session",
      delegable: "always",
      answer: OwnPostings,
      handle: ({ caller }) => door.perform(inRegister(caller), { trace: own.listTrace, verb: own.list }, {}),
    }),
    route({
      method: "PUT",
      path: "/api/session/posting",
      summary: "Go on under another of the own postings in force",
      auth: "session",
      delegable: "always",
      body: z.strictObject({ postingId: z.uuid() }),
      answer: SessionView,
      handle: async ({ body, caller, request, reply }) => {
        const input = { ...body, userAgent: request.headers["user-agent"] };
        const opened = await door.perform(inRegister(caller), { trace: own.useTrace, verb: own.use }, input);
        return answerOpened(door, reply, opened);
      },
    }),
  ];
}
