// Finding whom to give cases to: a name, then the officers the register knows by it.
import { useState } from "react";
import * as z from "zod/mini";
import { ReceiverLine } from "#src/schema/assignment.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Notice } from "../../components/layout.tsx";
import { useAssignmentWords } from "../../messages/assignments.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels } from "../../pack.tsx";
import { useResource } from "../../use-resource.ts";

const Receivers = z.object({ receivers: z.array(ReceiverLine) });

interface ReceiverSearchProps {
  id: string;
  /** What narrows the search besides the name. */
  query?: Readonly<Record<string, string>>;
  /** What is said when there is nobody of that name. */
  none: string;
  /** Postings not to be offered. */
  without: readonly string[];
  value: ReceiverLine | undefined;
  onChange: (receiver: ReceiverLine | undefined) => void;
}

export function ReceiverSearch({ id, query = {}, none, without, value, onChange }: ReceiverSearchProps) {
  const { say } = useAssignmentWords();
  const { sayCode } = useWords();
  const { unit } = useLabels();
  const [search, setSearch] = useState("");
  const [asked, setAsked] = useState<string>();
  const parameters = new URLSearchParams({ ...query, search: asked ?? "" });
  const found = useResource(asked === undefined ? undefined : `/api/receivers?${parameters}`, Receivers);
  const listed = found.value?.receivers.filter(({ postingId }) => !without.includes(postingId));
  const find = () => {
    onChange(undefined);
    setAsked(search);
  };
  return (
    <>
      <Field id={`${id}-search`} label={say("receiverName")} width="half">
        {(control) => (
          <TextInput
            {...control}
            value={search}
            onChange={setSearch}
            maxLength={100}
            onKeyDown={(event) => {
              // Enter looks for the name; it must not send what surrounds it.
              if (event.key !== "Enter") return;
              event.preventDefault();
              find();
            }}
          />
        )}
      </Field>
      <div className="row">
        <Button busy={found.loading && asked !== undefined} onClick={find}>
          {say("find")}
        </Button>
      </div>
      {found.failure && <FailureNotice kept={false} failure={found.failure} retry={found.reload} />}
      {listed?.length === 0 && <Notice live>{none}</Notice>}
      {listed !== undefined && listed.length > 0 && (
        <RadioList
          id={`${id}-receiver`}
          legend={say("receiver")}
          columns={1}
          value={value?.postingId ?? ""}
          onChange={(chosen) => onChange(listed.find(({ postingId }) => postingId === chosen))}
          choices={listed.map((one) => ({
            code: one.postingId,
            label: `${one.officer} · ${sayCode("role", one.role, "role.registrar")} · ${unit(one.unitId)}`,
          }))}
        />
      )}
      {found.value?.receivers.length === 50 && <p className="quiet">{say("receiverMore")}</p>}
    </>
  );
}
