// For a chief: who of the command has searched for persons today, and the word that lets them search more often.
import { useState } from "react";
import * as z from "zod/mini";
import { SearchesToday, type SearchingOfficer } from "#src/schema/person-search.ts";
import { useSearchWords } from "../messages/searches.ts";
import { useLabels } from "../pack.tsx";
import { request } from "../request.ts";
import { useChange } from "../use-change.ts";
import { useResource } from "../use-resource.ts";
import { Button } from "./controls.tsx";
import { FailureNotice, Notice, Panel, Table } from "./layout.tsx";

/** Nothing while nobody has searched: a chief's start page is for what waits. */
export function SearchingOfficers() {
  const { say } = useSearchWords();
  const { unit } = useLabels();
  const { value, failure, reload } = useResource("/api/persons/searches", SearchesToday);
  const [allowed, setAllowed] = useState<string>();
  const change = useChange();
  if (failure)
    return (
      <Panel id="searching" title={say("chiefTitle")}>
        <FailureNotice kept={false} failure={failure} retry={reload} />
      </Panel>
    );
  if (value === undefined || value.officers.length === 0) return null;
  const allow = ({ officerId, name }: SearchingOfficer) =>
    change.run(async () => {
      const body = { allowanceId: crypto.randomUUID(), officerId };
      await request("POST", "/api/persons/search-allowances", z.undefined(), { body });
      setAllowed(name);
      reload();
    });
  return (
    <Panel id="searching" title={say("chiefTitle")}>
      <p>{say("chiefHelp")}</p>
      {change.failure && <FailureNotice kept={false} failure={change.failure} />}
      {allowed !== undefined && !change.failure && (
        <Notice kind="done" live>
          {say("allowed", { name: allowed })}
        </Notice>
      )}
      <Table
        caption={say("chiefOfficer")}
        rows={value.officers}
        rowKey={({ officerId }) => officerId}
        columns={[
          {
            key: "officer",
            title: say("chiefOfficer"),
            cell: ({ name, unitId }) => (
              <>
                {name} <span className="quiet">{unit(unitId)}</span>
              </>
            ),
          },
          {
            key: "used",
            title: say("chiefUsed"),
            cell: (officer) => (
              <span className="row">
                {say("chiefUsedOf", { used: officer.used, allowed: officer.allowed })}
                {officer.used >= officer.allowed && (
                  <Button
                    busy={change.busy}
                    aria-label={say("allowFor", { name: officer.name })}
                    onClick={() => allow(officer)}
                  >
                    {say("allow")}
                  </Button>
                )}
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}
