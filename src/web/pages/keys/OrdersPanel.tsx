// What custodians asked for about keys: who, why, where it stands; agreed to by another, taken back by any of them.
import * as z from "zod/mini";
import type { KeyOrderLine, KeysReport } from "#src/schema/key-order.ts";
import { Button } from "../../components/controls.tsx";
import { EmptyState, FailureNotice, Panel, Table } from "../../components/layout.tsx";
import { useKeyWords } from "../../messages/keys.ts";
import { useStateWords } from "../../messages/state.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

export function OrdersPanel({
  report: { orders, manages },
  onDone,
}: {
  report: KeysReport;
  onDone: (words: string) => void;
}) {
  const { say } = useKeyWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { busy, failure, run } = useChange();
  const what = useWhat();
  const time = (iso: string | null) => (iso === null ? "" : formatTime(iso, language, manifest.timeZone));
  const answer = ({ orderId }: KeyOrderLine, agreed: boolean) =>
    run(async () => {
      await request("POST", `/api/keys/orders/${orderId}/answer`, z.unknown(), { body: { agreed } });
      onDone(say(agreed ? "did.agreed" : "did.refused"));
    });
  const end = ({ orderId }: KeyOrderLine) =>
    run(async () => {
      await request("POST", `/api/keys/orders/${orderId}/end`, z.unknown());
      onDone(say("did.ended"));
    });
  return (
    <Panel id="key-orders" title={say("orders")}>
      {failure && <FailureNotice kept={false} failure={failure} />}
      {orders.length === 0 && <EmptyState>{say("none")}</EmptyState>}
      {orders.length > 0 && (
        <Table
          caption={say("ordersCaption")}
          rows={orders}
          rowKey={({ orderId }) => orderId}
          columns={[
            {
              key: "what",
              title: say("what"),
              cell: (line) => (
                <div className="cell">
                  <strong>{what(line)}</strong>
                  <span>{line.reason ?? say("reasonAway")}</span>
                </div>
              ),
            },
            {
              key: "who",
              title: say("who"),
              cell: (line) => (
                <div className="cell">
                  <span>{say("askedBy", { name: line.askedBy, time: time(line.askedAt) })}</span>
                  {line.answeredBy && (
                    <span>
                      {say(line.state === "refused" ? "refusedBy" : "agreedBy", {
                        ...{ name: line.answeredBy, time: time(line.answeredAt) },
                      })}
                    </span>
                  )}
                  {line.endedBy && (
                    <span>{say("endedBy", { name: line.endedBy, time: time(line.endedAt) })}</span>
                  )}
                </div>
              ),
            },
            {
              key: "standing",
              title: say("standing"),
              cell: (line) => (
                <div className="cell">
                  <span>{say(`order.${line.state}`, { until: time(line.until) })}</span>
                  {line.state === "agreed" && (
                    <span className="quiet">{say("command", { command: commandOf(line) })}</span>
                  )}
                  {line.begunAt && line.answeredBy && line.state !== "withdrawn" && (
                    <span className="quiet">{say("begunAt", { time: time(line.begunAt) })}</span>
                  )}
                  {line.doneAt && <span className="quiet">{say("doneAt", { time: time(line.doneAt) })}</span>}
                </div>
              ),
            },
            ...(manages
              ? [
                  {
                    key: "answer",
                    title: say("answer"),
                    cell: (line: KeyOrderLine) => (
                      <div className="row">
                        {line.mayAnswer && (
                          <>
                            <Button
                              kind="primary"
                              busy={busy}
                              aria-label={say("agreeOf", { what: what(line) })}
                              onClick={() => answer(line, true)}
                            >
                              {say("agree")}
                            </Button>
                            <Button
                              busy={busy}
                              aria-label={say("refuseOf", { what: what(line) })}
                              onClick={() => answer(line, false)}
                            >
                              {say("refuse")}
                            </Button>
                          </>
                        )}
                        {line.mayEnd && (
                          <Button
                            busy={busy}
                            aria-label={say("endOf", { what: what(line) })}
                            onClick={() => end(line)}
                          >
                            {say("end")}
                          </Button>
                        )}
                      </div>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </Panel>
  );
}

function useWhat() {
  const { say } = useKeyWords();
  const state = useStateWords();
  return ({ act, keyClass, version }: KeyOrderLine) =>
    say(`act.${act}`, { class: state.say(`key.${keyClass}`), version });
}

const commandOf = ({ act, keyClass, version }: KeyOrderLine) =>
  act === "rotate" ? `reta keys rotate ${keyClass}` : `reta keys retire ${keyClass} ${version}`;
