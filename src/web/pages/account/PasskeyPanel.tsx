// One's passkeys: which there are, a further one, and taking one away.
import { useState } from "react";
import type { Account } from "#src/schema/account.ts";
import { Button } from "../../components/controls.tsx";
import { Dialog, FailureNotice, Notice, Panel, Table } from "../../components/layout.tsx";
import { useAccountWords } from "../../messages/account.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { canUsePasskeys, removePasskey } from "../../passkey.ts";
import { useChange } from "../../use-change.ts";
import { NewPasskey } from "./NewPasskey.tsx";

type Passkey = Account["passkeys"][number];

export interface PasskeyPanelProps {
  account: Account;
  onAccount: (account: Account) => void;
  onChanged: () => void;
}

export function PasskeyPanel({ account, onAccount, onChanged }: PasskeyPanelProps) {
  const { say } = useAccountWords();
  const [removing, setRemoving] = useState<Passkey>();
  const [done, setDone] = useState<"added" | "removed">();
  return (
    <Panel id="passkeys" title={say("passkeys")}>
      <p>{say("passkeysWhat")}</p>
      {done && (
        <Notice kind="done" live>
          {say(done)}
        </Notice>
      )}
      {account.passkeys.length === 0 ? (
        <p>
          <strong>{say("passkeysNone")}</strong>
        </p>
      ) : (
        <PasskeyTable passkeys={account.passkeys} onRemove={setRemoving} />
      )}
      {canUsePasskeys() ? (
        <NewPasskey
          onMade={(changed) => {
            onAccount(changed);
            setDone("added");
          }}
        />
      ) : (
        <p>{say("passkeysNot")}</p>
      )}
      <RemoveDialog
        passkey={removing}
        onClose={() => setRemoving(undefined)}
        onRemoved={() => {
          setRemoving(undefined);
          setDone("removed");
          onChanged();
        }}
      />
    </Panel>
  );
}

function PasskeyTable({
  passkeys,
  onRemove,
}: {
  passkeys: readonly Passkey[];
  onRemove: (passkey: Passkey) => void;
}) {
  const { say } = useAccountWords();
  const { language } = useWords();
  const { timeZone } = usePack().manifest;
  const time = (at: string) => formatTime(at, language, timeZone);
  return (
    <Table
      caption={say("passkeysCaption")}
      rows={passkeys}
      rowKey={({ passkeyId }) => passkeyId}
      columns={[
        {
          key: "name",
          title: say("name"),
          cell: ({ name, synced }) => (
            <div className="cell">
              <span>{name}</span>
              {synced && <span className="quiet">{say("synced")}</span>}
            </div>
          ),
        },
        { key: "made", title: say("made"), cell: ({ createdAt }) => time(createdAt) },
        {
          key: "used",
          title: say("used"),
          cell: ({ lastUsedAt }) => (lastUsedAt ? time(lastUsedAt) : say("never")),
        },
        {
          key: "remove",
          title: say("remove"),
          cell: (passkey) => (
            <Button aria-label={say("removeOf", { name: passkey.name })} onClick={() => onRemove(passkey)}>
              {say("remove")}
            </Button>
          ),
        },
      ]}
    />
  );
}

interface RemoveDialogProps {
  passkey: Passkey | undefined;
  onClose: () => void;
  onRemoved: () => void;
}

function RemoveDialog({ passkey, onClose, onRemoved }: RemoveDialogProps) {
  const { say } = useAccountWords();
  const words = useWords();
  const { busy, failure, run } = useChange();
  return (
    <Dialog open={passkey !== undefined} title={say("removeTitle")} onClose={onClose}>
      {failure && <FailureNotice kept={false} failure={failure} />}
      <p>{say("removeSure", { name: passkey?.name ?? "" })}</p>
      <div className="row">
        <Button
          kind="danger"
          busy={busy}
          onClick={() =>
            run(async () => {
              if (passkey) await removePasskey(passkey.passkeyId);
              onRemoved();
            })
          }
        >
          {say("remove")}
        </Button>
        <Button onClick={onClose}>{words.say("app.cancel")}</Button>
      </div>
    </Dialog>
  );
}
