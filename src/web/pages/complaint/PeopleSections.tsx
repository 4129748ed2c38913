// Victims and suspects: any number, each folded to one line until it is worked on, taken out with an undo.
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { readPointer } from "#src/domain/case/pointer.ts";
import { Button } from "../../components/controls.tsx";
import { Panel } from "../../components/layout.tsx";
import { AskedHere } from "../../forms/AskedHere.tsx";
import { ChoicesAt } from "../../forms/fields.tsx";
import { idOf, useForm, useFormState, useLength } from "../../forms/form-context.tsx";
import { newPerson } from "../../forms/PersonFields.tsx";
import { SuspectFields } from "../../forms/SuspectFields.tsx";
import { VictimFields } from "../../forms/VictimFields.tsx";
import type { MessageKey } from "../../messages/es.ts";
import { useWords } from "../../messages/words.tsx";

interface People {
  id: string;
  at: "/victims" | "/suspects";
  title: MessageKey;
  one: MessageKey;
  add: MessageKey;
  none: MessageKey;
  /** What is asked before anybody is named. */
  first?: ReactNode;
  fields: (at: string) => ReactNode;
}

export function VictimsSection() {
  return (
    <PeopleSection
      id="section-3"
      at="/victims"
      title="complaint.victims"
      one="complaint.victim"
      add="complaint.addVictim"
      none="complaint.noVictims"
      fields={(at) => (
        <>
          <VictimFields at={at} />
          <AskedHere section="victim" at={at} />
        </>
      )}
    />
  );
}

export function SuspectsSection() {
  return (
    <PeopleSection
      id="section-4"
      at="/suspects"
      title="complaint.suspects"
      one="complaint.suspect"
      add="complaint.addSuspect"
      none="complaint.noSuspects"
      first={<ChoicesAt at="/officers" columns={1} unknown={false} />}
      fields={(at) => (
        <>
          <SuspectFields at={at} />
          <AskedHere section="suspect" at={at} />
        </>
      )}
    />
  );
}

function PeopleSection({ id, at, title, one, add, none, first, fields }: People) {
  const { say } = useWords();
  const form = useForm();
  const length = useLength(at);
  // Only one stands open: two hundred open forms would bring an old computer to a halt.
  const [open, setOpen] = useState(0);
  const added = useRef(false);
  const addOne = () => {
    added.current = true;
    setOpen(length);
    form.dispatch({ kind: "add", at, item: newPerson() });
  };
  // Before the next key, which is meant for whom was added.
  useLayoutEffect(() => {
    if (!added.current || length === 0) return;
    added.current = false;
    document.getElementById(idOf(`${at}/${length - 1}/personal/name/givenNames`))?.focus();
  }, [at, length]);
  return (
    <Panel id={id} title={say(title)}>
      {first}
      {length === 0 && <p className="quiet">{say(none)}</p>}
      {Array.from({ length }, (_, index) => (
        <Person
          key={`${at}/${String(index)}`}
          at={`${at}/${index}`}
          name={say(one, { n: index + 1 })}
          open={open === index}
          onToggle={() => setOpen(open === index ? -1 : index)}
          onRemove={() => {
            form.dispatch({ kind: "remove", at, index });
            setOpen(-1);
          }}
        >
          {fields(`${at}/${index}`)}
        </Person>
      ))}
      <Button onClick={addOne}>{say(add)}</Button>
    </Panel>
  );
}

interface PersonProps {
  at: string;
  name: string;
  open: boolean;
  onToggle: () => void;
  onRemove: () => void;
  children: ReactNode;
}

function Person({ at, name, open, onToggle, onRemove, children }: PersonProps) {
  const { say } = useWords();
  const who = useFormState((form) => nameOf(readPointer(form.state().document, at)));
  const faulty = useFormState((form) => {
    const { faults, attempted } = form.state();
    return attempted && faults.some(({ pointer }) => pointer.startsWith(`${at}/`));
  });
  return (
    <section className="person" aria-label={name}>
      <div className="person-head">
        <button type="button" className="person-toggle" aria-expanded={open || faulty} onClick={onToggle}>
          <strong>{name}</strong> {who}
        </button>
        <Button kind="quiet" onClick={onRemove}>
          {say("form.remove", { name: name.toLowerCase() })}
        </Button>
      </div>
      {(open || faulty) && <div className="person-body">{children}</div>}
    </section>
  );
}

/** The name as far as it is typed, or the first alias. */
export function nameOf(person: unknown): string {
  const part = (key: string) => readPointer(person, `/personal/name/${key}`);
  const name = [part("givenNames"), part("paternalSurname"), part("maternalSurname")]
    .filter(Boolean)
    .join(" ");
  const aliases = readPointer(person, "/personal/aliases");
  const alias = Array.isArray(aliases) && aliases[0] ? `«${String(aliases[0])}»` : "";
  return [name, alias].filter(Boolean).join(" ");
}
