// The command line as people and scripts meet it: real processes, their three streams and their exit statuses.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "#src/schema/finding.ts";
import { signingKeyFiles } from "#src/vault/signing-key.ts";
import { newComplaint } from "../support/complaints.ts";
import { type Running, reta, startReta } from "../support/reta.ts";
import { temporaryDirectory } from "../support/temporary.ts";

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory();
});
afterAll(() => folder.remove());

test("what npm started ends in order when npm or its shell is ended by its own process id", async () => {
  const program = write(
    "started.mjs",
    `import { endWithNpm } from ${JSON.stringify(new URL("../../scripts/parents.mjs", import.meta.url).href)};
    process.on("SIGTERM", () => { console.log("asked"); process.exit(0); });
    setTimeout(() => process.exit(1), 60_000);
    endWithNpm();
    console.log("begun");`,
  );
  // As npm does it: a shell, and below it the program; the colon keeps each shell from becoming what it starts.
  const above = spawn("sh", ["-c", `sh -c '"$NODE" "$PROGRAM"; :'; :`], {
    env: { ...process.env, NODE: process.execPath, PROGRAM: program, npm_lifecycle_event: "demo" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said: string[] = [];
  for await (const text of above.stdout.setEncoding("utf8")) {
    said.push(text);
    if (text.includes("begun")) above.kill("SIGKILL");
  }
  expect(said.join("")).toBe("begun\nasked\n");
});

const COMMANDS = ["start", "classify", "register", "verify", "rebuild", "keys", "bench"];
const FACTS = {
  country: "pe",
  factsTo: "2010-03-20",
  acts: ["transport"],
  means: [],
  purposes: ["begging"],
  victims: [{ id: "v1", ageAtFacts: 15 }],
};
const write = (name: string, content: string): string => {
  const file = join(folder.path, name);
  writeFileSync(file, content);
  return file;
};

describe("help", () => {
  test("without a command is usage, asked for is an answer, and names every command", async () => {
    const [asked, none] = [await reta(["--help"]), await reta([])];
    expect([asked.status, none.status]).toEqual([0, 2]);
    for (const name of COMMANDS) expect(asked.stdout).toMatch(new RegExp(`^  ${name} `, "m"));
  });

  test("of classify gives an example that works as it is printed", async () => {
    const { stdout } = await reta(["classify", "--help"]);
    const example = stdout
      .slice(stdout.indexOf("Example:") + 8)
      .replace("npx reta", `"${process.execPath}" bin/reta.mjs`);
    const answer = execFileSync("sh", ["-c", example], { encoding: "utf8" });
    expect((JSON.parse(answer) as Finding).verdict).toBe("consistent");
  });
});

describe("usage that cannot be understood", () => {
  test.each<[string, string[], string]>([
    ["a command there is not", ["klassify"], "klassify"],
    ["an option there is not", ["classify", "--fast"], "--fast"],
    ["one file too many", ["classify", "a.json", "b.json"], "b.json"],
    ["a file there is not", ["classify", "/no/such/file.json"], "no such file"],
    ["registering nothing", ["register", "--as", "somebody"], "FILE"],
    ["registering as nobody", ["register", "-"], "--as"],
    ["a port that is none", ["start", "--port", "http"], "--port"],
    ["a key that is not there", ["verify", "--from", ".", "--key", "/no/such/key"], "--key"],
    ["a rebuild that would change something", ["rebuild"], "--check"],
    ["a class of keys there is not", ["keys", "rotate", "victims"], "victims"],
    ["a version that is none", ["keys", "retire", "victim", "old"], "old"],
    ["something keys cannot do", ["keys", "melt"], "melt"],
    ["a bench there is not", ["bench", "everything"], "everything"],
  ])("%s exits 2, says what was found and what was expected, and prints no answer", async (_, args, named) => {
    const { status, stdout, stderr } = await reta(args, { input: "{}" });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(named);
    expect(stderr).toMatch(/expected|no such file/);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

describe("classify", () => {
  test("reads a file, standard input by name and standard input by default, with the same finding", async () => {
    const text = JSON.stringify(FACTS);
    const answers = [
      await reta(["classify", write("facts.json", text)]),
      await reta(["classify", "-"], { input: text }),
      await reta(["classify"], { input: text }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([0, 0, 0]);
    expect(new Set(answers.map(({ stdout }) => stdout)).size).toBe(1);
    expect(JSON.parse(answers[0]?.stdout ?? "")).toMatchObject({
      verdict: "consistent",
      lawVersion: "pe-2007",
      alert: true,
    });
  });

  test("answers an array with an array, and exits 0 whatever the verdict", async () => {
    const weak = { ...FACTS, acts: [], purposes: [], victims: [{ id: "v1", ageAtFacts: 40 }] };
    const { status, stdout } = await reta(["classify", "-"], { input: JSON.stringify([FACTS, weak]) });
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as Finding[]).map(({ verdict }) => verdict)).toEqual([
      "consistent",
      "not-consistent",
    ]);
    expect((await reta(["classify", "-"], { input: "[]" })).stdout.trim()).toBe("[]");
  });
});

describe("a register of its own", () => {
  let running: Running;
  let data: string;
  beforeAll(async () => {
    data = join(folder.path, "data");
    running = await startReta(data);
  }, 120_000);
  afterAll(() => running?.kill("SIGTERM"));

  test("starts, says its address alone on standard output, and is healthy", async () => {
    expect(running.url).toMatch(/^http:\/\/localhost:\d+$/);
    const health = await fetch(`${running.url}/api/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: "ok", version: expect.any(String) });
  });

  test("keeps its connection strings and keys for their owner only", () => {
    const connections = JSON.parse(readFileSync(join(data, "connections.json"), "utf8")) as Record<
      string,
      string
    >;
    expect(Object.keys(connections)).toEqual(expect.arrayContaining(["application", "superuser"]));
    for (const file of ["connections.json", "passwords.json", "keys/drafts.key"])
      expect(statSync(join(data, file)).mode & 0o077, file).toBe(0);
  });

  test("takes a complaint from a file and from standard input, once, in the name of an officer it knows", async () => {
    const complaint = newComplaint();
    const nobody = await reta([
      "register",
      write("complaint.json", JSON.stringify(complaint)),
      "--as",
      "nobody-here",
      "--data",
      data,
    ]);
    expect([nobody.status, nobody.stdout]).toEqual([2, ""]);
    expect(nobody.stderr).toMatch(/--as.*nobody-here.*expected/);
    // The one officer of a fresh register is its administrator, who registers nothing.
    const refused = await reta(["register", "-", "--as", "administrador", "--data", data], {
      input: JSON.stringify(complaint),
    });
    expect([refused.status, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toContain("access.refused");
  });

  test("of bad complaints says field, found and expected, and never a personal value", async () => {
    const { complaint, ...envelope } = newComplaint();
    const bad = {
      ...envelope,
      complaint: { ...complaint, acts: ["sold"], personal: { narrative: ["Secreto Marcado"] } },
    };
    const { status, stdout, stderr } = await reta(
      ["register", "-", "--as", "administrador", "--data", data],
      { input: JSON.stringify(bad) },
    );
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("/complaint/personal/narrative");
    expect(stderr).not.toContain("Secreto");
  });

  test("verifies with its own key, not with another, and continues a checkpoint kept from earlier", async () => {
    const verified = await reta(["verify", "--data", data]);
    expect(verified.status).toBe(0);
    const { logs } = JSON.parse(verified.stdout) as {
      logs: { log: string; ok: boolean; size: number; root: string }[];
    };
    expect(logs.map(({ log, ok }) => [log, ok])).toEqual([
      ["entries", true],
      ["audit", true],
    ]);
    expect(logs[0]?.root).toMatch(/^[0-9a-f]{64}$/);
    expect(verified.stderr).toMatch(/entries: verifies/);
    const checkpoint = write(
      "checkpoint",
      await (await fetch(`${running.url}/api/log/entries/checkpoint`)).text(),
    );
    expect((await reta(["verify", "--data", data, "--checkpoint", checkpoint])).status).toBe(0);
    const audit = signingKeyFiles(join(data, "keys"), "audit").public;
    const other = await reta(["verify", "--data", data, "--key", audit]);
    expect(other.status).toBe(1);
    expect((await reta(["rebuild", "--check", "--data", data])).status).toBe(0);
  });

  test("does not give way on a port that was asked for: it says that it is taken, and ends", async () => {
    const { port } = new URL(running.url);
    const { status, stdout, stderr } = await reta(["start", "--port", port, "--data", data]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`--port: found ${port}`);
    expect((await fetch(`${running.url}/api/health`)).status).toBe(200);
  });

  test("starts nothing with a certificate that cannot be read, nor for other machines without one", async () => {
    const files = { RETA_TLS_CERT: "/no/such/file.crt", RETA_TLS_KEY: "/no/such/file.key" };
    const { status, stderr } = await reta(["start", "--data", join(folder.path, "none")], {
      environment: files,
    });
    expect(status).toBe(2);
    expect(stderr).toContain("RETA_TLS_CERT: cannot read the file");
    const open = await reta(["start", "--data", join(folder.path, "none")], {
      environment: { RETA_HOST: "0.0.0.0" },
    });
    expect(open.status).toBe(2);
    expect(open.stderr).toContain('RETA_HOST: found "0.0.0.0"');
    expect(existsSync(join(folder.path, "none"))).toBe(false);
  });

  test("is joined by a second start on another port, and PostgreSQL outlives neither", async () => {
    const second = await startReta(data);
    expect(second.url).not.toBe(running.url);
    expect((await fetch(`${second.url}/api/health`)).status).toBe(200);
    expect(await second.kill("SIGINT")).toBe(0);
    expect((await fetch(`${running.url}/api/health`)).status).toBe(200);
  });
});
