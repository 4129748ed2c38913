// Every component on one page, for whoever builds the next screen.
import { useState } from "react";
import { ChoiceList, RadioList, YesNoUnknown } from "../components/ChoiceList.tsx";
import { Button, Select, TextArea, TextInput } from "../components/controls.tsx";
import { DateInput } from "../components/DateInput.tsx";
import { Field } from "../components/Field.tsx";
import { HelpArea } from "../components/Help.tsx";
import {
  Dialog,
  EmptyState,
  Fold,
  Loading,
  Notice,
  Page,
  Panel,
  Progress,
  Table,
  Tag,
  VerdictTag,
} from "../components/layout.tsx";
import { PlaceBox } from "../components/PlaceBox.tsx";
import { LanguageSwitch, TrainingBanner } from "../components/Shell.tsx";
import { useWords } from "../messages/words.tsx";

const VERDICTS = ["consistent", "age-decides", "incomplete", "not-consistent"] as const;
const PLACES = new Map([
  ["17", "Madre de Dios"],
  ["1701", "Tambopata"],
  ["170101", "Tambopata"],
  ["170102", "Inambari"],
]);
const CHOICES = [
  { code: "a", label: "Opción A", help: "Qué significa A, con un ejemplo.", law: "Art. 129-A" },
  { code: "b", label: "Opción B", help: "Qué significa B." },
  { code: "none", label: "Ninguna", exclusive: true },
];

export default function ComponentsPage() {
  const { say, language, setLanguage } = useWords();
  const [text, setText] = useState("");
  const [date, setDate] = useState("2009-10");
  const [codes, setCodes] = useState<string[]>([]);
  const [one, setOne] = useState("a");
  const [yesNo, setYesNo] = useState("");
  const [place, setPlace] = useState("");
  const [open, setOpen] = useState(false);
  return (
    <Page
      title={say("developers.components")}
      actions={<LanguageSwitch language={language} setLanguage={setLanguage} />}
    >
      <TrainingBanner />
      <Panel id="buttons" title="Button, Tag, VerdictTag, Progress">
        <div className="row">
          {(["primary", "plain", "quiet", "danger"] as const).map((kind) => (
            <Button key={kind} kind={kind}>
              {kind}
            </Button>
          ))}
          <Button busy>busy</Button>
          <Tag>tag</Tag>
          {VERDICTS.map((verdict) => (
            <VerdictTag key={verdict} verdict={verdict} />
          ))}
        </div>
        <Progress label="Progress" value={3} max={10} />
      </Panel>
      <Panel id="fields" title="Field, TextInput, TextArea, Select, DateInput, PlaceBox">
        <div className="fields">
          <Field id="c1" label="TextInput" help="help" width="half">
            {(control) => <TextInput {...control} value={text} onChange={setText} />}
          </Field>
          <Field id="c2" label="TextInput" fault="fault" warning="warning" width="half">
            {(control) => <TextInput {...control} value={text} onChange={setText} />}
          </Field>
          <Field id="c3" label="Select" width="half">
            {(control) => (
              <Select
                {...control}
                value={one}
                onChange={setOne}
                options={CHOICES.map(({ code, label }) => ({ value: code, label }))}
              />
            )}
          </Field>
          <Field id="c4" label="DateInput" width="half" help={say("date.partial")}>
            {(control) => <DateInput {...control} value={date} onChange={setDate} />}
          </Field>
          <Field id="c5" label="PlaceBox" width="half">
            {(control) => <PlaceBox {...control} value={place} onChange={setPlace} names={PLACES} />}
          </Field>
          <Field id="c6" label="TextArea">
            {(control) => <TextArea {...control} value={text} onChange={setText} />}
          </Field>
        </div>
      </Panel>
      <Panel id="choices" title="ChoiceList, RadioList, YesNoUnknown, HelpArea">
        <ChoiceList id="c7" legend="ChoiceList" choices={CHOICES} values={codes} onChange={setCodes} />
        <RadioList id="c8" legend="RadioList" choices={CHOICES} value={one} onChange={setOne} />
        <YesNoUnknown id="c9" legend="YesNoUnknown" value={yesNo} onChange={setYesNo} />
        <HelpArea />
      </Panel>
      <Panel id="frames" title="Notice, Fold, Dialog, Table, EmptyState, Loading">
        {(["plain", "warning", "fault", "done"] as const).map((kind) => (
          <Notice key={kind} kind={kind}>
            {kind}
          </Notice>
        ))}
        <Fold title="Fold">…</Fold>
        <Button onClick={() => setOpen(true)}>Dialog</Button>
        <Dialog open={open} title="Dialog" onClose={() => setOpen(false)}>
          <Button onClick={() => setOpen(false)}>{say("app.close")}</Button>
        </Dialog>
        <Table
          caption="Table"
          rows={VERDICTS}
          rowKey={(row) => row}
          columns={[
            { key: "v", title: "Verdict", cell: (row) => <VerdictTag verdict={row} /> },
            { key: "n", title: "N", numeric: true, cell: (row) => row.length },
          ]}
        />
        <EmptyState />
        <Loading />
      </Panel>
    </Page>
  );
}
