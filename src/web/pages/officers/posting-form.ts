// A posting as it is filled in: checked before it is sent, its days turned into instants of the register's time zone.
import * as z from "zod/mini";
import { takesTwo } from "#src/domain/access/posting-consent.ts";
import { endOfPosting, isOver, longestEnd } from "#src/domain/access/posting-term.ts";
import { Role } from "#src/schema/case.ts";
import type { PackManifest } from "#src/schema/pack.ts";
import { isPartialDate } from "#src/schema/partial-date.ts";
import { request } from "../../request.ts";
import { serverNow } from "../../server-clock.ts";
import { dayAfter, dayBegins } from "./officer.ts";

export interface PostingForm {
  postingId: string;
  unitId: string;
  role: string;
  /** Days, `YYYY-MM-DD`; empty: from now, as long as a posting lasts. */
  from: string;
  to: string;
  order: string;
}

/** The id is made once: sending the form again is the same posting. */
export const newPostingForm = (): PostingForm => ({
  postingId: crypto.randomUUID(),
  unitId: "",
  role: "",
  from: "",
  to: "",
  order: "",
});

export type PostingFault = "required" | "dateWrong" | "datesWrong" | "tooLong" | "over" | "beganTooLongAgo";
export type PostingFaults = Partial<Record<keyof PostingForm, PostingFault>>;

const isDay = (text: string) => text.length === 10 && isPartialDate(text);

/** Whether it waits for a second person, and so needs the number of an order. */
export function isGivenByTwo(role: string): boolean {
  const known = Role.options.find((one) => one === role);
  return known !== undefined && takesTwo(known);
}

const Proposals = z.object({ proposals: z.array(z.object({ postingId: z.string() })) });

/**
 * Whether a posting just given waits for somebody else: the register says so, because the first administrator makes the
 * second alone.
 */
export async function waitsForSecond({ postingId, role }: PostingForm): Promise<boolean> {
  if (!isGivenByTwo(role)) return false;
  const { proposals } = await request("GET", "/api/posting-proposals", Proposals);
  return proposals.some((one) => one.postingId === postingId);
}

/** What is missing or cannot be; the pack says how long a posting may last, and where its days are meant. */
export function faultsOfPosting(
  form: PostingForm,
  { timeZone, postings: term }: Pick<PackManifest, "timeZone" | "postings">,
): PostingFaults {
  const faults: PostingFaults = {};
  const now = serverNow().toISOString();
  if (form.unitId === "") faults.unitId = "required";
  if (form.role === "") faults.role = "required";
  if (form.order.trim() === "" && isGivenByTwo(form.role)) faults.order = "required";
  if (form.from !== "" && !isDay(form.from)) faults.from = "dateWrong";
  if (form.to !== "" && !isDay(form.to)) faults.to = "dateWrong";
  else if (form.to !== "" && form.from !== "" && !faults.from && form.to < form.from)
    faults.to = "datesWrong";
  else if (form.to !== "" && !faults.to && isOver(dayBegins(dayAfter(form.to), timeZone), now))
    faults.to = "over";
  else if (form.to !== "" && term && !faults.to && !faults.from) {
    const from = form.from === "" ? now : dayBegins(form.from, timeZone);
    const asked = dayBegins(dayAfter(form.to), timeZone);
    if (endOfPosting(from, asked, term) === undefined) faults.to = "tooLong";
  }
  if (form.from !== "" && form.to === "" && !faults.from && term) {
    if (isOver(longestEnd(dayBegins(form.from, timeZone), term), now)) faults.from = "beganTooLongAgo";
  }
  return faults;
}

/** As the register takes it. Expects a form without faults. */
export function postingBody(form: PostingForm, timeZone: string) {
  const { postingId, unitId, role, from, to, order } = form;
  return {
    postingId,
    unitId,
    role,
    ...(from === "" ? {} : { validFrom: dayBegins(from, timeZone) }),
    ...(to === "" ? {} : { validTo: dayBegins(dayAfter(to), timeZone) }),
    ...(order.trim() === "" ? {} : { orderNumber: order.trim() }),
  };
}
