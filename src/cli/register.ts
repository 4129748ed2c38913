// reta register: a complaint from a JSON file, through the same action as the web.
import type { Acknowledgement } from "#src/schema/case.ts";
import { NewComplaint } from "#src/schema/complaint.ts";
import { Problem } from "#src/schema/problem.ts";
import { type Command, EXIT, UsageError } from "./command.ts";
import { parseJson } from "./json.ts";

export type RegisterAs = (
  login: string,
  complaint: NewComplaint,
  dataDir: string | undefined,
) => Promise<Acknowledgement | undefined>;

export function registerCommand(
  registerAs: RegisterAs,
  make: {
    id(): string;
    now(): string;
    faults(
      issues: readonly unknown[],
      value: unknown,
    ): { pointer: string; code: string; expected?: unknown; found?: unknown }[];
  },
): Command {
  return {
    name: "register",
    summary: "Registers a complaint as an officer would on the page; prints the acknowledgement.",
    usage: "reta register FILE --as LOGIN [--data DIR]",
    example: "npx reta register examples/complaint.json --as registra-tambopata",
    options: {
      as: { type: "string", summary: "login of the officer in whose name it is registered" },
      data: { type: "string", summary: "data directory (default ./.reta)" },
    },
    positionals: 1,
    async run(args, io) {
      const file = args.positionals[0];
      const login = args.text("as");
      if (file === undefined)
        throw new UsageError("FILE: found nothing, expected a complaint as JSON, or - for standard input");
      if (login === undefined) throw new UsageError("--as: found nothing, expected the login of an officer");
      const input = withEnvelope(parseJson(await io.read(file), file), make);
      const parsed = NewComplaint.safeParse(input);
      if (!parsed.success) throw new UsageError(wordsOf(make.faults(parsed.error.issues, input)));
      try {
        const answer = await registerAs(login, parsed.data, args.text("data"));
        if (answer === undefined)
          throw new UsageError(
            `--as: found ${JSON.stringify(login)}, expected an officer with a posting valid now`,
          );
        io.out(`${JSON.stringify(answer, null, 2)}\n`);
        return EXIT.ok;
      } catch (error) {
        if (error instanceof Problem)
          throw new UsageError(error.faults === undefined ? error.code : wordsOf(error.faults));
        throw error;
      }
    },
  };
}

// Ids and the time of entry are the client's to make; a file that has none gets them here. A bare complaint is accepted.
function withEnvelope(input: unknown, make: { id(): string; now(): string }): unknown {
  if (input === null || typeof input !== "object" || Array.isArray(input)) return input;
  const whole = "complaint" in input ? input : { complaint: input };
  const now = make.now();
  return {
    entryId: make.id(),
    caseId: make.id(),
    deviceId: make.id(),
    deviceCounter: 0,
    enteredAt: now,
    complaintMadeAt: now,
    ...whole,
  };
}

function wordsOf(
  faults: readonly { pointer: string; code: string; expected?: unknown; found?: unknown }[],
): string {
  return faults
    .map(({ pointer, code, found, expected }) => {
      const shown = found === undefined ? "" : `, found ${JSON.stringify(found)}`;
      const wanted =
        expected === undefined
          ? ""
          : `, expected ${Array.isArray(expected) ? `one of ${expected.join(" ")}` : String(expected)}`;
      return `${pointer || "/"}: ${code}${shown}${wanted}`;
    })
    .join("\n");
}
