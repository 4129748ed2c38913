// A new officer with a first posting; what comes back is the code to set up a way in.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { EnrolmentCode } from "#src/schema/account.ts";
import { Button, Select, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Notice, Panel } from "../../components/layout.tsx";
import { useAdministrationWords } from "../../messages/administration.ts";
import { useWords } from "../../messages/words.tsx";
import { useItems, usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import type { SlipContent } from "../enrolments/CodeSlip.tsx";
import { PostingFields } from "./PostingFields.tsx";
import {
  faultsOfPosting,
  newPostingForm,
  type PostingFaults,
  postingBody,
  waitsForSecond,
} from "./posting-form.ts";

const LOGIN = /^[a-z0-9][a-z0-9._-]{2,40}$/;
const CIP = /^\d{8}$/;
/** As the register takes an identity card's number. */
export const CARD = /^\d{6,15}$/;

const emptyPerson = () => ({
  officerId: crypto.randomUUID(),
  login: "",
  name: "",
  rank: "",
  cip: "",
  card: "",
});
type Person = ReturnType<typeof emptyPerson>;
type PersonFault = "required" | "loginWrong" | "cipWrong" | "cardWrong";
type PersonFaults = Partial<Record<keyof Person, PersonFault>>;

function faultsOfPerson({ login, name, cip, card }: Person): PersonFaults {
  return {
    ...(name.trim() === "" ? { name: "required" as const } : {}),
    ...(LOGIN.test(login) ? {} : { login: "loginWrong" as const }),
    ...(cip === "" || CIP.test(cip) ? {} : { cip: "cipWrong" as const }),
    ...(card === "" || CARD.test(card) ? {} : { card: "cardWrong" as const }),
  };
}

export interface NewOfficerFormProps {
  today: string;
  /** The slip with the code, where the posting counts already. */
  onCreated: (slip: SlipContent | undefined) => void;
  onCancel: () => void;
}

export function NewOfficerForm({ today, onCreated, onCancel }: NewOfficerFormProps) {
  const { say } = useAdministrationWords();
  const words = useWords();
  const ranks = useItems("rank");
  const { manifest, unitNames } = usePack();
  const [person, setPerson] = useState(emptyPerson);
  const [posting, setPosting] = useState(newPostingForm);
  const [faults, setFaults] = useState<PersonFaults>({});
  const [postingFaults, setPostingFaults] = useState<PostingFaults>({});
  const { busy, failure, uncertain, run } = useChange();
  const set = (part: Partial<Person>) => setPerson((before) => ({ ...before, ...part }));
  const fault = (name: keyof Person) => ({ fault: faults[name] && say(faults[name]) });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = faultsOfPerson(person);
    const wrongPosting = faultsOfPosting(posting, manifest);
    setFaults(wrong);
    setPostingFaults(wrongPosting);
    const first = [
      ...Object.keys(wrong).map((name) => `officer-${name}`),
      ...Object.keys(wrongPosting).map((name) => `posting-${name}`),
    ][0];
    if (first) return document.getElementById(first)?.focus();
    const { rank, cip, card, ...rest } = person;
    run(async () => {
      const { officerId } = person;
      await request("POST", "/api/officers", z.unknown(), {
        body: {
          ...rest,
          name: person.name.trim(),
          ...(rank === "" ? {} : { rank }),
          ...(cip === "" ? {} : { cip }),
          ...(card === "" ? {} : { identityCard: card }),
          posting: postingBody(posting, manifest.timeZone),
        },
      });
      const created = { name: person.name.trim(), login: person.login };
      // Who begins later, or when somebody else has agreed, gets the code from the unit then.
      if (posting.from > today || (await waitsForSecond(posting))) return onCreated(undefined);
      const path = `/api/officers/${officerId}/enrolment-code`;
      const code = await request("POST", path, EnrolmentCode, { body: {} });
      onCreated({ ...created, unit: unitNames.get(posting.unitId) ?? posting.unitId, ...code });
    });
  };

  return (
    <Panel id="new-officer" title={say("newOfficer")}>
      <form className="form" onSubmit={submit}>
        {failure && <FailureNotice kept={false} failure={failure} />}
        {failure?.code === "officer.login-taken" && uncertain && (
          <Notice kind="warning">{say("maybeDone")}</Notice>
        )}
        <div className="fields">
          <Field id="officer-name" label={say("name")} width="half" {...fault("name")}>
            {(control) => (
              <TextInput
                {...control}
                value={person.name}
                onChange={(name) => set({ name })}
                maxLength={150}
                autoCapitalize="words"
              />
            )}
          </Field>
          <Field
            id="officer-login"
            label={say("login")}
            help={say("loginHelp")}
            width="half"
            {...fault("login")}
          >
            {(control) => (
              <TextInput
                {...control}
                value={person.login}
                onChange={(login) => set({ login: login.toLowerCase() })}
                maxLength={41}
                autoCapitalize="none"
              />
            )}
          </Field>
          <Field id="officer-rank" label={say("rank")} width="half">
            {(control) => (
              <Select
                {...control}
                value={person.rank}
                onChange={(rank) => set({ rank })}
                empty={say("noRank")}
                options={ranks.map((item) => ({ value: item.code, label: words.pick(item.label) }))}
              />
            )}
          </Field>
          <Field id="officer-cip" label={say("cip")} help={say("cipHelp")} width="half" {...fault("cip")}>
            {(control) => (
              <TextInput
                {...control}
                value={person.cip}
                onChange={(cip) => set({ cip: cip.trim() })}
                maxLength={8}
                inputMode="numeric"
              />
            )}
          </Field>
          <Field id="officer-card" label={say("card")} help={say("cardHelp")} width="half" {...fault("card")}>
            {(control) => (
              <TextInput
                {...control}
                value={person.card}
                onChange={(card) => set({ card: card.trim() })}
                maxLength={15}
                inputMode="numeric"
              />
            )}
          </Field>
        </div>
        <h3>{say("firstPosting")}</h3>
        <PostingFields
          form={posting}
          faults={postingFaults}
          today={today}
          onChange={(part) => setPosting((before) => ({ ...before, ...part }))}
        />
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {say("newOfficerGo")}
          </Button>
          <Button onClick={onCancel}>{words.say("app.cancel")}</Button>
        </div>
      </form>
    </Panel>
  );
}
