// Whose cases a chief hands over: officers of the command, those who have left first.
import { useState } from "react";
import * as z from "zod/mini";
import { GiverLine } from "#src/schema/assignment.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Loading, Notice } from "../../components/layout.tsx";
import { useAssignmentWords } from "../../messages/assignments.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels } from "../../pack.tsx";
import { useResource } from "../../use-resource.ts";

const Givers = z.object({ givers: z.array(GiverLine) });

interface GiverSearchProps {
  value: GiverLine | undefined;
  onChange: (giver: GiverLine | undefined) => void;
}

export function GiverSearch({ value, onChange }: GiverSearchProps) {
  const { say } = useAssignmentWords();
  const { sayCode } = useWords();
  const { unit } = useLabels();
  const [search, setSearch] = useState("");
  const [asked, setAsked] = useState("");
  const {
    value: found,
    failure,
    reload,
  } = useResource(`/api/hand-overs/givers?search=${encodeURIComponent(asked)}`, Givers);
  const find = () => {
    onChange(undefined);
    setAsked(search);
  };
  return (
    <>
      <Field id="giver-search" label={say("giverName")} width="half">
        {(control) => (
          <TextInput
            {...control}
            value={search}
            onChange={setSearch}
            maxLength={100}
            onKeyDown={(event) => {
              // Enter looks for the name; the list is offered with its own button.
              if (event.key !== "Enter") return;
              event.preventDefault();
              find();
            }}
          />
        )}
      </Field>
      <div className="row">
        <Button onClick={find}>{say("findGiver")}</Button>
      </div>
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!found && !failure && <Loading />}
      {found?.givers.length === 0 && <Notice live>{say("giverNone")}</Notice>}
      {found !== undefined && found.givers.length > 0 && (
        <RadioList
          id="giver"
          legend={say("giver")}
          columns={1}
          value={value?.officerId ?? ""}
          onChange={(chosen) => onChange(found.givers.find(({ officerId }) => officerId === chosen))}
          choices={found.givers.map((one) => ({
            code: one.officerId,
            label: [
              one.officer,
              sayCode("role", one.role, "role.registrar"),
              unit(one.unitId),
              one.ended && say("postingEnded").toLocaleLowerCase(),
            ]
              .filter(Boolean)
              .join(" · "),
          }))}
        />
      )}
      {found?.givers.length === 50 && <p className="quiet">{say("receiverMore")}</p>}
    </>
  );
}
