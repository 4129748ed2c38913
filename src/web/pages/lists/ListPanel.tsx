// One list: its options with their dates, what an administrator may change, and the history of it.
import type { Catalogue, CatalogueItem } from "#src/schema/catalogue.ts";
import type { PackChange } from "#src/schema/pack-change.ts";
import { Button } from "../../components/controls.tsx";
import { Panel, Table } from "../../components/layout.tsx";
import { useListWords } from "../../messages/lists.ts";
import { formatPartialDate } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels } from "../../pack.tsx";
import { ChangeDone } from "../administration/ChangeDone.tsx";
import { ChangeHistory } from "../administration/ChangeHistory.tsx";
import { usePackChanging } from "../administration/use-pack-changing.ts";
import { ItemDialog } from "./ItemDialog.tsx";
import { type ItemAsked, isDerived, isFixedByLaw } from "./item-change.ts";

export function ListPanel({ catalogue }: { catalogue: Catalogue }) {
  const { say } = useListWords();
  const { pick } = useWords();
  const subject = `catalogue/${catalogue.id}`;
  const { changes, asked, done, ask, ...changing } = usePackChanging<ItemAsked>(subject);
  const describe = useListSentences();
  const derived = isDerived(catalogue);
  const fixed = derived || isFixedByLaw(catalogue);
  const manages = !derived && changing.manages;
  return (
    <div className="stack">
      {done && <ChangeDone {...done} />}
      <Panel id="list" title={pick(catalogue.label)}>
        {catalogue.question && (
          <p className="quiet">{say("question", { question: pick(catalogue.question) })}</p>
        )}
        {fixed && <p>{say(derived ? "derived" : "fixedByLaw")}</p>}
        {manages && (
          <div className="row">
            {!fixed && <Button onClick={() => ask({ kind: "add" })}>{say("add")}</Button>}
            <Button onClick={() => ask({ kind: "order" })}>{say("reorder")}</Button>
          </div>
        )}
        <Table
          caption={say("itemsOf", { list: pick(catalogue.label) })}
          rows={catalogue.items}
          rowKey={({ code }) => code}
          columns={[
            { key: "label", title: say("label"), cell: (item) => <ItemName item={item} /> },
            { key: "code", title: say("code"), cell: ({ code }) => <code>{code}</code> },
            { key: "valid", title: say("valid"), cell: (item) => <ItemDates item={item} /> },
            ...(manages
              ? [
                  {
                    key: "change",
                    title: say("change"),
                    cell: (item: CatalogueItem) => (
                      <div className="row">
                        <Button
                          aria-label={say("relabelOf", { item: pick(item.label) })}
                          onClick={() => ask({ kind: "relabel", item })}
                        >
                          {say("relabel")}
                        </Button>
                        {!fixed && !item.validTo && (
                          <Button
                            aria-label={say("retireOf", { item: pick(item.label) })}
                            onClick={() => ask({ kind: "retire", item })}
                          >
                            {say("retire")}
                          </Button>
                        )}
                      </div>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Panel>
      <ChangeHistory subject={subject} changes={changes} describe={describe} />
      {asked && (
        <ItemDialog catalogue={catalogue} asked={asked} onClose={changing.onClose} onDone={changing.onDone} />
      )}
    </div>
  );
}

function ItemName({ item: { label, help } }: { item: CatalogueItem }) {
  const { pick } = useWords();
  return (
    <div className="cell">
      <span>{pick(label)}</span>
      {help && <span className="quiet small">{pick(help)}</span>}
    </div>
  );
}

function ItemDates({ item: { validFrom, validTo } }: { item: CatalogueItem }) {
  const { say } = useListWords();
  const from = validFrom ? formatPartialDate(validFrom) : "";
  const to = validTo ? formatPartialDate(validTo) : "";
  if (validFrom) return say(validTo ? "validFromTo" : "validFrom", { from, to });
  return say(validTo ? "validTo" : "always", { to });
}

function useListSentences(): (change: PackChange) => string {
  const { say } = useListWords();
  const { pick } = useWords();
  const { label } = useLabels();
  return (change) => {
    switch (change.kind) {
      case "list-add":
        return say("did.list-add", { list: pick(change.list.label), n: change.list.items.length });
      case "item-add":
        return say("did.item-add", { item: pick(change.item.label), code: change.item.code });
      case "item-retire":
        return say("did.item-retire", { item: label(change.catalogue, change.code) });
      case "item-relabel":
        return say("did.item-relabel", { item: pick(change.label), code: change.code });
      case "items-order":
        return say("did.items-order");
      default:
        return change.kind;
    }
  };
}
