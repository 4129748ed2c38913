// Searches for a person in other cases: asked for an own case, counted by day, more of them with the chief's word.
import * as search from "#src/actions/search-persons.ts";
import {
  NewPersonSearch,
  NewSearchAllowance,
  PersonSearchAnswer,
  SearchesToday,
} from "#src/schema/person-search.ts";
import { type Perform, type Route, route, signedIn } from "./route.ts";

export function personSearchRoutes(perform: Perform): Route[] {
  return [
    route({
      method: "POST",
      path: "/api/persons/search",
      summary:
        "Whether a person is in another case, and which unit to call; on the record before it is answered",
      auth: "session",
      body: NewPersonSearch,
      answer: PersonSearchAnswer,
      handle: ({ body, caller }) =>
        perform(signedIn(caller), { trace: search.trace, verb: search.searchPersons }, body),
    }),
    route({
      method: "GET",
      path: "/api/persons/searches",
      summary: "How often the reader has searched today; for a chief also who below has",
      auth: "session",
      answer: SearchesToday,
      handle: ({ caller }) =>
        perform(signedIn(caller), { trace: search.listTrace, verb: search.readSearches }, undefined),
    }),
    route({
      method: "POST",
      path: "/api/persons/search-allowances",
      summary: "Lets an officer of the own command search as often again today",
      auth: "session",
      body: NewSearchAllowance,
      handle: ({ body, caller }) =>
        perform(signedIn(caller), { trace: search.allowTrace, verb: search.allowSearches }, body),
    }),
  ];
}
