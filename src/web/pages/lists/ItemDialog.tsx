// One change of a list: a new option, other labels, the end of one, another order.
import { useState } from "react";
import type { Catalogue } from "#src/schema/catalogue.ts";
import { Button, Select } from "../../components/controls.tsx";
import { DateInput } from "../../components/DateInput.tsx";
import { Field } from "../../components/Field.tsx";
import { useChangeWords } from "../../messages/changes.ts";
import { useListWords } from "../../messages/lists.ts";
import { useWords } from "../../messages/words.tsx";
import { ChangeDialog } from "../administration/ChangeDialog.tsx";
import type { DoneChange } from "../administration/ChangeDone.tsx";
import { KeyField, WordPair } from "../administration/PackFields.tsx";
import {
  codeOf,
  faultsOfItem,
  groupsOf,
  type ItemAsked,
  type ItemFault,
  type ItemForm,
  itemChange,
  moveBy,
  newItemForm,
} from "./item-change.ts";

export interface ItemDialogProps {
  catalogue: Catalogue;
  asked: ItemAsked;
  onDone: (done: DoneChange) => void;
  onClose: () => void;
}

export function ItemDialog({ catalogue, asked, onDone, onClose }: ItemDialogProps) {
  const { say } = useListWords();
  const { pick } = useWords();
  const item = "item" in asked ? asked.item : undefined;
  const [form, setForm] = useState(() => newItemForm(item));
  const [order, setOrder] = useState<readonly string[]>(() => catalogue.items.map(({ code }) => code));
  const [faults, setFaults] = useState<readonly ItemFault[]>([]);
  const filled = asked.kind === "add" || asked.kind === "relabel";
  const list = pick(catalogue.label);
  const name = item ? pick(item.label) : pick(form.label);
  const build = () => {
    const wrong = filled ? faultsOfItem(form, asked, catalogue) : [];
    setFaults(wrong);
    const [first] = wrong;
    if (first) document.getElementById(`item-${first}`)?.focus();
    return first ? undefined : itemChange(catalogue, asked, form, order);
  };
  const said = {
    add: [say("addTitle", { list }), say("willAdd", { item: name })],
    relabel: [say("relabelOf", { item: name }), say("willRelabel", { code: form.code })],
    retire: [say("retireOf", { item: name }), say("willRetire", { item: name })],
    order: [say("reorderTitle", { list }), say("willReorder")],
  } as const;
  const [title, consequence] = said[asked.kind];
  return (
    <ChangeDialog
      title={title}
      build={build}
      consequence={<p>{consequence}</p>}
      onDone={onDone}
      onClose={onClose}
    >
      {filled && (
        <ItemFields
          form={form}
          faults={faults}
          adds={asked.kind === "add"}
          groups={groupsOf(catalogue)}
          onChange={(part) => setForm((before) => ({ ...before, ...part }))}
        />
      )}
      {asked.kind === "order" && (
        <ol className="order">
          {order.map((code, index) => {
            const label = catalogue.items.find((each) => each.code === code)?.label;
            const item = label ? pick(label) : code;
            return (
              <li key={code} className="row">
                <Button
                  aria-label={say("up", { item })}
                  disabled={index === 0}
                  onClick={() => setOrder(moveBy(order, code, -1))}
                >
                  ↑
                </Button>
                <Button
                  aria-label={say("down", { item })}
                  disabled={index === order.length - 1}
                  onClick={() => setOrder(moveBy(order, code, 1))}
                >
                  ↓
                </Button>
                <span>{item}</span>
              </li>
            );
          })}
        </ol>
      )}
    </ChangeDialog>
  );
}

interface ItemFieldsProps {
  form: ItemForm;
  faults: readonly ItemFault[];
  adds: boolean;
  groups: readonly string[];
  onChange: (part: Partial<ItemForm>) => void;
}

function ItemFields({ form, faults, adds, groups, onChange }: ItemFieldsProps) {
  const { say, sayCode } = useListWords();
  const { say: sayChange } = useChangeWords();
  const fault = (name: ItemFault, words = sayChange("required")) => ({
    fault: faults.includes(name) ? words : undefined,
  });
  const { label, help } = form;
  return (
    <div className="fields">
      <WordPair
        id="item-label"
        label={(language) => say(`label.${language}`)}
        value={label}
        maxLength={300}
        fault={(language) => fault(`label-${language}`).fault}
        onChange={(words) => onChange({ label: words })}
      />
      {adds && (
        <KeyField
          id="item-code"
          label={say("code")}
          help={say("codeHelp")}
          value={form.code}
          made={codeOf(form)}
          fault={fault("code", say("codeWrong")).fault}
          onChange={(code) => onChange({ code })}
        />
      )}
      {adds && groups.length > 0 && (
        <Field id="item-group" label={say("group")} width="half" {...fault("group")}>
          {(control) => (
            <Select
              {...control}
              value={form.group}
              onChange={(group) => onChange({ group })}
              empty="–"
              options={groups.map((code) => ({ value: code, label: sayCode("group", code) }))}
            />
          )}
        </Field>
      )}
      {adds && (
        <Field
          id="item-factsFrom"
          label={say("factsFrom")}
          help={say("factsFromHelp")}
          width="half"
          {...fault("factsFrom", sayChange("dayWrong"))}
        >
          {(control) => (
            <DateInput
              {...control}
              value={form.factsFrom}
              onChange={(factsFrom) => onChange({ factsFrom })}
            />
          )}
        </Field>
      )}
      <WordPair
        id="item-help"
        label={(language) => say(`help.${language}`)}
        value={help}
        maxLength={1000}
        lines
        help={say("helpHelp")}
        fault={(language) => (language === "es" ? fault("help-es", say("helpBoth")).fault : undefined)}
        onChange={(words) => onChange({ help: words })}
      />
    </div>
  );
}
