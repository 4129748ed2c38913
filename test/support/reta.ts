// The command `reta` as a process of its own, from the bundle: run to its end, or started and stopped by signals.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Finished {
  status: number | null;
  stdout: string;
  stderr: string;
}

function launch(program: string, args: readonly string[], environment: Record<string, string>): ChildProcess {
  const { RETA_DATA: _, DATABASE_URL: __, ...inherited } = process.env;
  return spawn(process.execPath, [program, ...args], {
    cwd: ROOT,
    env: { ...inherited, RETA_LOG: "silent", RETA_SIGN_IN: "password", ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** Runs `npx reta ARGS`, which builds the bundle first when the sources are newer. */
export async function reta(
  args: readonly string[],
  { input = "", environment = {} }: { input?: string; environment?: Record<string, string> } = {},
): Promise<Finished> {
  const child = launch("bin/reta.mjs", args, environment);
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  child.stdin?.on("error", () => undefined).end(input);
  const [status] = (await once(child, "close")) as [number | null];
  return { status, ...texts };
}

export interface Running {
  url: string;
  pid: number;
  /** The status it ended with, null after a signal; resolves when it has ended. */
  ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `reta start` on any free port, from the bundle as it is (call `reta` once before), and waits for its address. */
export async function startReta(
  dataDir: string,
  environment: Record<string, string> = {},
  options: readonly string[] = [],
): Promise<Running> {
  const child = launch("dist/main.js", ["start", "--port", "0", "--data", dataDir, ...options], environment);
  const ended = once(child, "exit").then(([status]) => status as number | null);
  let said = "";
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const address = /^http:\S+/m.exec(said)?.[0];
      if (address !== undefined && said.includes("\n")) resolve(address);
    });
    void ended.then((status) => reject(new Error(`reta start ended with ${status}: ${errors}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    ended,
    kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
