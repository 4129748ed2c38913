// A new officer and a posting as an administrator asks for them.
import { randomUUID } from "node:crypto";
import { UNITS } from "./server.ts";

export const newPosting = (change: object = {}) => ({
  postingId: randomUUID(),
  unitId: UNITS.station,
  role: "registrar",
  orderNumber: "RD-1-2026",
  ...change,
});

export const newOfficer = (change: object = {}) => ({
  officerId: randomUUID(),
  login: `o-${randomUUID().slice(0, 8)}`,
  name: "Oficial Inventada Nueva",
  posting: newPosting(),
  ...change,
});
