// The API's document without a running register: the routes are declared over parts that nobody calls.
import type { House } from "./app.ts";
import { routesOf } from "./app.ts";
import { openApi } from "./openapi.ts";
import { Sessions } from "./session.ts";

/** The OpenAPI document, as `docs/openapi.json` keeps it. */
export function describeApi(version: string): Record<string, unknown> {
  const nobody = () => {
    throw new Error("the document is printed without a register");
  };
  const house: House = {
    version,
    perform: nobody,
    performTogether: nobody,
    findActor: nobody,
    openDraftKey: nobody,
    lockMinutes: 5,
    webAddress: "",
    passwordAlone: false,
    stream: { open: nobody },
    readHealth: nobody,
    published: { vkeys: { entries: "", audit: "" }, witnesses: nobody },
    packJson: () => "{}",
    logLevel: "silent",
    trustProxy: false,
  };
  return openApi(routesOf(house, new Sessions(nobody)), version);
}
