// reta register: a complaint from a JSON file, through the same action as the web.
import type { Acknowledgement } from "#src/schema/case.ts";
import { NewComplaint } from "#src/schema/complaint.ts";
import { type FieldFault, Problem } from "#src/schema/problem.ts";
import { type Command, EXIT, UsageError } from "./command.ts";
import { type JsonInput, parseJson } from "./json.ts";
import { POINTER } from "./json-places.ts";

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
    faults(issues: readonly unknown[], value: unknown): Promise<FieldFault[]>;
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
      const given = parseJson(await io.read(file), file, POINTER);
      const input = withEnvelope(given.value, make);
      const parsed = NewComplaint.safeParse(input);
      if (!parsed.success)
        throw new UsageError(wordsOf(await make.faults(parsed.error.issues, input), given));
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
          throw new UsageError(error.faults === undefined ? error.code : wordsOf(error.faults, given));
        throw error;
      }
    },
  };
}

// Ids and the time of entry are the client's to make; a file that has none gets them here. A bare complaint is accepted.
function withEnvelope(input: unknown, make: { id(): string; now(): string }): unknown {
  if (!isObject(input)) return input;
  const now = make.now();
  return {
    entryId: make.id(),
    caseId: make.id(),
    deviceId: make.id(),
    deviceCounter: 0,
    enteredAt: now,
    complaintMadeAt: now,
    ...(isBare(input) ? { complaint: input } : input),
  };
}

const isObject = (input: unknown): input is object =>
  input !== null && typeof input === "object" && !Array.isArray(input);
const isBare = (input: unknown) => isObject(input) && !("complaint" in input);

// Faults are told where the file has them: in a bare complaint without the envelope it was given. `found` is left out
// of a fault when it is personal, and stays unsaid here too.
function wordsOf(faults: readonly FieldFault[], given: JsonInput): string {
  return faults
    .map(({ pointer, code, found, expected }) => {
      const path = isBare(given.value) ? pointer.replace(/^\/complaint(?=\/|$)/, "") : pointer;
      const shown =
        found === undefined ? (FOUND[code] ?? "what is not repeated here") : JSON.stringify(found);
      return `${given.where(path)}: ${path === "" ? "" : `${path}: `}${code}: found ${shown}, expected ${wantedOf(code, expected)}`;
    })
    .join("\n");
}

function wantedOf(code: string, expected: FieldFault["expected"]): string {
  if (Array.isArray(expected)) return `one of ${expected.join(" ")}`;
  if (typeof expected === "number") return `${code.startsWith("too-s") ? "at least" : "at most"} ${expected}`;
  return expected === undefined || code === "wrong-format" ? (EXPECTED[code] ?? "another value") : expected;
}

const FOUND: Readonly<Record<string, string>> = {
  missing: "nothing",
  "unknown-field": "a field of that name",
};

/** Where the fault itself does not say what is right. */
const EXPECTED: Readonly<Record<string, string>> = {
  missing: "a value",
  invalid: "what docs/openapi.json says of this field",
  "unknown-field": "a field that docs/openapi.json names there",
  "wrong-format": "the form that docs/openapi.json gives this field",
};
