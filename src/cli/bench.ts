// reta bench: runs one of bench/ and prints its figures as JSON.
import { type Command, EXIT, UsageError } from "./command.ts";

/** The benchmarks there are, and running one of them. */
export interface Benches {
  names(): Promise<readonly string[]>;
  run(name: string, args: readonly string[]): Promise<unknown>;
}

export function benchCommand(benches: Benches): Command {
  return {
    name: "bench",
    summary:
      "Measures one thing and prints its figures as JSON. Figures of other machines are in docs/performance.md.",
    usage: "reta bench NAME [ARGUMENT...]",
    example: "npx reta bench classify",
    options: {},
    positionals: 20,
    async run({ positionals: [name, ...rest] }, io) {
      const names = await benches.names();
      if (name === undefined || !names.includes(name)) {
        throw new UsageError(
          `NAME: found ${name === undefined ? "nothing" : JSON.stringify(name)}, expected one of ${names.join(" ")}`,
        );
      }
      io.out(`${JSON.stringify(await benches.run(name, rest), null, 2)}\n`);
      return EXIT.ok;
    },
  };
}
