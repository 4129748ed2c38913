// reta vault: the process that alone can open personal values. `reta start` runs one; a user of its own can run another.
import { type Command, EXIT } from "./command.ts";

export interface VaultRun {
  /** Resolves when it was told to end. */
  ended: Promise<void>;
}

export function vaultCommand(run: (dataDir: string | undefined) => Promise<VaultRun>): Command {
  return {
    name: "vault",
    summary: "Opens personal values for those who may, behind a socket; `reta start` runs it by itself.",
    usage: "reta vault [--data DIR]",
    example:
      "RETA_VAULT_SOCKET=/run/reta/vault RETA_VAULT_SECRET=/etc/reta/vault.secret npx reta vault --data /var/lib/reta-vault",
    options: {
      data: { type: "string", summary: "directory of the keys (default ./.reta)" },
    },
    positionals: 0,
    async run(args, io) {
      const { ended } = await run(args.text("data"));
      io.out("listening\n");
      await ended;
      return EXIT.ok;
    },
  };
}
