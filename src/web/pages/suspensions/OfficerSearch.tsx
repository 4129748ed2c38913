// Finding whom to suspend: part of a name or login, then the officers within reach.
import { useEffect, useState } from "react";
import * as z from "zod/mini";
import { Suspendable } from "#src/schema/suspension.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Notice } from "../../components/layout.tsx";
import { useSuspensionWords } from "../../messages/suspensions.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels } from "../../pack.tsx";
import { useResource } from "../../use-resource.ts";

const Found = z.object({ officers: z.array(Suspendable) });
const MOST = 50;

export interface OfficerSearchProps {
  /** A login to look for at once. */
  first: string;
  /** The login chosen, `""` for none. */
  value: string;
  onChange: (login: string) => void;
  fault: string | undefined;
}

export function OfficerSearch({ first, value, onChange, fault }: OfficerSearchProps) {
  const { say } = useSuspensionWords();
  const { sayCode } = useWords();
  const { unit } = useLabels();
  const [typed, setTyped] = useState(first);
  const [asked, setAsked] = useState(first);
  const path = asked === "" ? undefined : "/api/suspensions/officers";
  const found = useResource(path, Found, asked);
  const officers = found.value?.officers;
  // Who was named when the page was opened is chosen as soon as it is found.
  useEffect(() => {
    if (asked === first && officers?.some(({ login }) => login === first)) onChange(first);
  }, [asked, first, officers, onChange]);
  const find = () => {
    onChange("");
    setAsked(typed.trim());
  };
  return (
    <>
      <Field
        id="suspension-login"
        label={say("whom")}
        help={say("whomHelp")}
        width="half"
        // Once there is a list, what is missing is said there.
        fault={officers === undefined || officers.length === 0 ? fault : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            value={typed}
            onChange={setTyped}
            maxLength={100}
            onKeyDown={(event) => {
              // Enter looks for the name; it must not suspend anybody.
              if (event.key !== "Enter") return;
              event.preventDefault();
              find();
            }}
          />
        )}
      </Field>
      <div className="row">
        <Button busy={found.loading && asked !== ""} onClick={find}>
          {say("find")}
        </Button>
      </div>
      {found.failure && <FailureNotice kept={false} failure={found.failure} retry={found.reload} />}
      {officers?.length === 0 && <Notice live>{say("nobodyFound")}</Notice>}
      {officers !== undefined && officers.length > 0 && (
        <RadioList
          id="suspension-whom"
          legend={say("whose")}
          columns={1}
          fault={fault}
          value={value}
          onChange={onChange}
          choices={officers.map((one) => ({
            code: one.login,
            label: `${one.name} (${one.login}) · ${sayCode("role", one.role, "role.registrar")} · ${unit(one.unitId)}`,
          }))}
        />
      )}
      {officers?.length === MOST && <p className="quiet">{say("moreFound")}</p>}
    </>
  );
}
