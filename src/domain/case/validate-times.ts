// Dates and times of a complaint against each other and against the server's clock.
import type { Complaint } from "#src/schema/complaint.ts";
import { firstDay, lastDay } from "#src/schema/partial-date.ts";
import type { Collector } from "./complaint-faults.ts";
import { CLOCK_TOLERANCE, type ComplaintTimes, type ServerClocked, saidByDevice } from "./device-clock.ts";
import type { Days } from "./validate-codes.ts";

export function validateTimes(
  complaint: Complaint,
  when: ComplaintTimes,
  clocked: ServerClocked,
  days: Days,
  found: Collector,
): void {
  const made = Date.parse(clocked.complaintMadeAt);
  const received = Date.parse(when.receivedAt);
  const entered = Date.parse(when.enteredAt);
  if (made > received + CLOCK_TOLERANCE)
    found.fault("/complaintMadeAt", "complaint-after-reception", {
      found: when.complaintMadeAt,
      expected: `by ${when.receivedAt}`,
    });
  // The device's clock proves nothing and refuses nobody: the server's time of reception counts.
  if (entered > received + CLOCK_TOLERANCE || entered < Date.parse(saidByDevice(clocked)) - CLOCK_TOLERANCE)
    found.warn("/enteredAt", "device-clock", { found: when.enteredAt, expected: `by ${when.receivedAt}` });

  if (days.factsFirst > days.factsLast)
    found.fault("/factsFrom", "dates-out-of-order", {
      found: complaint.factsFrom,
      expected: `by ${complaint.factsTo}`,
    });
  notAfterComplaint("/factsTo", complaint.factsTo, days, found);
  if (complaint.factsFrom !== undefined) notAfterComplaint("/factsFrom", complaint.factsFrom, days, found);
  complaint.victims.forEach(({ exploitationFrom: from, exploitationTo: to }, index) => {
    if (from !== undefined) notAfterComplaint(`/victims/${index}/exploitationFrom`, from, days, found);
    if (to !== undefined) notAfterComplaint(`/victims/${index}/exploitationTo`, to, days, found);
    if (from !== undefined && to !== undefined && firstDay(from) > lastDay(to))
      found.fault(`/victims/${index}/exploitationFrom`, "dates-out-of-order", {
        found: from,
        expected: `by ${to}`,
      });
  });
  complaint.route?.forEach(({ on }, index) => {
    if (on !== undefined) notAfterComplaint(`/route/${index}/on`, on, days, found);
  });
}

// A partial date is after the complaint only when its whole span is.
function notAfterComplaint(pointer: string, date: string, days: Days, found: Collector): void {
  if (firstDay(date) > days.deviceSaid)
    found.fault(pointer, "facts-after-complaint", { found: date, expected: `by ${days.deviceSaid}` });
}
