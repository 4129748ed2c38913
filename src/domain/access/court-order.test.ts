// Whose request takes the number of a court's order: every role and every class.
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { UNLOCK_CLASSES } from "#src/schema/unlock.ts";
import { takesCourtOrder } from "./court-order.ts";

test("a liaison names the court's order for who complained, and nobody else is asked for one", () => {
  const taking = Role.options.flatMap((role) =>
    UNLOCK_CLASSES.filter((one) => takesCourtOrder(role, one)).map((one) => `${role} ${one}`),
  );
  expect(taking).toEqual(["prosecutor-liaison complainant-identity"]);
});
