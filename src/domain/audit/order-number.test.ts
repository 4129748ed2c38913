// Which numbers of orders the audit trail keeps.
import { expect, test } from "vitest";
import { orderOnTrail } from "./order-number.ts";

test.each([
  "RD-1-2026",
  "R.D. N° 1234-2026-DIRREHUM-PNP/EMG",
  "IG 12-2026",
  "1234",
  "of. 7-2026",
])("%s is a number", (order) => expect(orderOnTrail(order)).toBe(order));

test.each([
  "Zoila Inventada",
  "Zoila Inventada 1",
  "1 Zoila Inventada",
  "RD-1-2026 por denuncia de Zoila",
  "Zoila-Inventada-1",
  "sin número",
  "RD",
  `RD-${"1".repeat(40)}`,
])("%s is not", (order) => expect(orderOnTrail(order)).toBeNull());
