// People in a supplement: new ones, and more about those the case already knows.
import type { Complaint } from "#src/schema/complaint.ts";
import { Button } from "../../components/controls.tsx";
import { useForm, useFormState } from "../../forms/form-context.tsx";
import { listAt } from "../../forms/form-store.ts";
import { ListOf } from "../../forms/ListOf.tsx";
import { newPerson } from "../../forms/PersonFields.tsx";
import { SuspectFields } from "../../forms/SuspectFields.tsx";
import { VariableFields } from "../../forms/VariableFields.tsx";
import { VictimFields } from "../../forms/VictimFields.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { useWords } from "../../messages/words.tsx";

const PARTS = {
  victims: { name: "complaint.victim", add: "complaint.addVictim", asks: ["victim"], Fields: VictimFields },
  suspects: {
    name: "complaint.suspect",
    add: "complaint.addSuspect",
    asks: ["suspect"],
    Fields: SuspectFields,
  },
} as const;

export function SupplementPeople({ complaint }: { complaint: Complaint }) {
  return (
    <>
      <People part="victims" complaint={complaint} />
      <People part="suspects" complaint={complaint} />
    </>
  );
}

function People({ part, complaint }: { part: keyof typeof PARTS; complaint: Complaint }) {
  const { say } = useWords();
  const { name, add, asks, Fields } = PARTS[part];
  const at = `/${part}`;
  const known = complaint[part].map(({ personId }) => personId);
  const written = useFormState((form) => idsOf(listAt(form.state().document, at)).join(" "));
  const ids = written.split(" ").filter(Boolean);
  // A known person keeps the number it has in the case; new ones are counted on.
  const numberOf = (index: number) => {
    const position = known.indexOf(ids[index] ?? "");
    if (position >= 0) return position + 1;
    return known.length + ids.slice(0, index + 1).filter((id) => !known.includes(id)).length;
  };
  return (
    <>
      <KnownPeople part={part} known={known} written={ids} />
      <ListOf
        at={at}
        name={(n) => say(name, { n: numberOf(n - 1) })}
        add={say(add)}
        newItem={newPerson}
        most={500}
      >
        {(person) => (
          <>
            <Fields at={person} />
            <VariableFields at={person} subjects={asks} />
          </>
        )}
      </ListOf>
    </>
  );
}

const idsOf = (people: readonly unknown[]) =>
  people.map((person) => String((person as { personId?: unknown }).personId ?? ""));

interface KnownPeopleProps {
  part: keyof typeof PARTS;
  known: readonly string[];
  written: readonly string[];
}

function KnownPeople({ part, known, written }: KnownPeopleProps) {
  const { say } = useCaseWords();
  const words = useWords();
  const form = useForm();
  return (
    <div className="row">
      {known.map((personId, index) =>
        written.includes(personId) ? null : (
          <Button
            key={personId}
            onClick={() => form.dispatch({ kind: "add", at: `/${part}`, item: { ...newPerson(), personId } })}
          >
            {say("supplementComplete", { name: words.say(PARTS[part].name, { n: index + 1 }) })}
          </Button>
        ),
      )}
    </div>
  );
}
