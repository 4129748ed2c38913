// Complainants' receipts over HTTP: right ones are answered with a proof, ten thousand wrong ones are not, all wrong ones alike.
import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as check from "#src/actions/check-receipt.ts";
import { checkProof } from "#src/actions/verify-proof.ts";
import { readWitnesses } from "#src/actions/witness-settings.ts";
import { checkDigit, type Receipt, receiptFrom } from "#src/domain/case/receipt.ts";
import { PHRASE_WORDS } from "#src/domain/case/receipt-words.ts";
import { Questions } from "#src/http/receipts.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import type { ReceiptAnswer } from "#src/schema/receipt.ts";
import { receiptsOf } from "#src/vault/receipts.ts";
import { newComplaint } from "../support/complaints.ts";
import { reta } from "../support/reta.ts";
import { type Client, startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let registrar: Client;
beforeAll(async () => {
  server = await startServer({ RETA_TRUST_PROXY: "yes" });
  registrar = await server.signIn("registrar");
});
afterAll(() => server?.close());

const register = async (complaint = newComplaint()) =>
  (await registrar.send("POST", "/api/complaints", complaint)).json as Acknowledgement;
const receiptOf = ({ receipt }: Acknowledgement) => receipt as Receipt;
let people = 0;
/** Asks from an address nobody has asked from. */
const ask = (question: unknown, from = `10.1.${people++ >> 8}.${people & 255}`) =>
  server.anonymous.send("POST", "/api/receipts/check", question, { "x-forwarded-for": from });
const withoutId = (text: string) => text.replace(/"requestId":"[^"]+"/, "");
const answered = (receipt: Receipt) =>
  vi.waitFor(
    async () => {
      const answer = (await ask(receipt)).json as ReceiptAnswer;
      expect(answer.sealed).toBe(true);
      return answer;
    },
    { timeout: 20_000, interval: 100 },
  );
/** Past the door, which would throttle ten thousand questions: the same action on the same database. */
const asAction = (receipt: Receipt) =>
  server.house
    .perform(
      { actor: null, requestId: randomUUID(), training: false },
      { trace: check.trace, verb: check.checkReceipt },
      { receipt, witnesses: readWitnesses("") },
    )
    .then(
      () => "accepted" as const,
      (error: unknown) => {
        if (error instanceof Problem && error.code === "receipt.unknown") return "unknown" as const;
        throw error;
      },
    );

describe("a receipt", () => {
  test("is given with the registration and is the same for a repeated request, which stores nothing", async () => {
    const complaint = newComplaint();
    const first = await register(complaint);
    expect(first.receipt).toEqual({
      code: expect.stringMatching(/^\d{4} \d{4} \d{4} \d{4}$/),
      phrase: expect.stringMatching(/^[a-z]+ [a-z]+ [a-z]+ [a-z]+$/),
    });
    expect(await register(complaint)).toEqual(first);
    const rows = await server.rows<{ n: number }>(
      "select count(*)::int as n from receipts where entry_hash = $1",
      [Buffer.from(first.promise?.entryHash ?? "", "hex")],
    );
    expect(rows[0]?.n).toBe(1);
  });

  test("is answered with the day, the seal, and a proof that holds without this register", async () => {
    const acknowledged = await register();
    const answer = await answered(receiptOf(acknowledged));
    expect(Object.keys(answer).sort()).toEqual(
      ["message", "proof", "registeredOn", "sealed", "seal", "witnessed"].sort(),
    );
    expect(answer.registeredOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(acknowledged.promise?.entryHash.startsWith(answer.seal)).toBe(true);
    const vkey = server.house.keys.entries.vkey;
    const nobody = readWitnesses("");
    const proof = answer.proof ?? "";
    expect(checkProof(proof, { vkey, witnesses: nobody, seal: answer.seal }).faults).toEqual([]);
    expect(checkProof(proof, { vkey, witnesses: nobody, seal: "0000 0000" }).faults).toEqual(["other-seal"]);
    const otherEntry = proof.replace(/^extra .*$/m, `extra ${randomBytes(32).toString("base64")}`);
    expect(checkProof(otherEntry, { vkey, witnesses: nobody }).faults).toEqual(["not-included"]);
    const otherKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    expect(checkProof(proof, { vkey: otherKey, witnesses: nobody }).faults).toEqual(["not-signed"]);
  });

  test("says nothing of unit, name, offence, number or how often something was added", async () => {
    const complaint = newComplaint();
    const acknowledged = await register(complaint);
    const before = await answered(receiptOf(acknowledged));
    const { text } = await ask(receiptOf(acknowledged));
    for (const told of [
      acknowledged.caseNumber,
      complaint.caseId,
      complaint.entryId,
      "pe-st",
      "recruitment",
      "verdict",
    ])
      expect(text).not.toContain(told);
    // A case nobody may see any more answers as before: the row knows no case.
    await server.rows("update cases set unit_id = 'pe-divintrap', alerted = false where case_id = $1", [
      complaint.caseId,
    ]);
    const { proof: _, ...after } = await answered(receiptOf(acknowledged));
    const { proof: __, ...same } = before;
    expect(after).toEqual(same);
  });

  test("is kept as a hash: the database has neither code nor phrase, and registering may not read it", async () => {
    const { code, phrase } = receiptOf(await register());
    const rows = await server.rows<{ whole: string }>("select r::text as whole from receipts r");
    for (const { whole } of rows)
      for (const part of [code, code.replaceAll(" ", ""), ...phrase.split(" ")])
        expect(whole).not.toContain(part);
    const rights = await server.rows<{ may: boolean }>(
      "select has_table_privilege('reta_cases', 'reta.receipts', 'select') or has_table_privilege('reta_cases', 'reta.receipts', 'update') as may",
    );
    expect(rights[0]?.may).toBe(false);
    const events = await server.rows<{ body: string }>("select body::text from audit_events");
    expect(events.length).toBeGreaterThan(0);
    for (const { body } of events) expect(body).not.toContain(code);
  });

  test("is not given in training", async () => {
    const colleague = await server.signIn("colleague");
    const mode = await colleague.send("PUT", "/api/session/mode", { training: true });
    const cookie = (mode.headers.get("set-cookie") ?? "").split(";")[0] ?? colleague.cookie;
    const answer = await server.anonymous.send("POST", "/api/complaints", newComplaint(), { cookie });
    expect(answer).toMatchObject({ status: 201, json: { training: true, receipt: null } });
  });

  test("holds for reta verify --proof, and a proof altered in any line does not", async () => {
    const acknowledged = await register();
    for (let i = 0; i < 5; i++) await register();
    const { proof, seal } = await answered(receiptOf(acknowledged));
    const folder = join(server.house.dataDir, "kept");
    mkdirSync(folder);
    const run = async (text: string, ...more: string[]) => {
      writeFileSync(join(folder, "kept.tlog-proof"), text);
      return reta([
        "verify",
        "--data",
        server.house.dataDir,
        "--proof",
        join(folder, "kept.tlog-proof"),
        ...more,
      ]);
    };
    const good = await run(proof ?? "", "--seal", seal);
    expect(good.status, good.stderr).toBe(0);
    expect(JSON.parse(good.stdout)).toMatchObject({
      ok: true,
      faults: [],
      entryHash: acknowledged.promise?.entryHash,
    });
    expect((await run((proof ?? "").replace(/^index \d+$/m, "index 0"))).status).toBe(1);
    expect((await run("not a proof")).status).toBe(2);
    expect((await run(proof ?? "", "--seal", "zz")).status).toBe(2);
    const vkey = server.house.keys.entries.vkey;
    const lines = (proof ?? "").split("\n");
    const holds = (text: string) => {
      try {
        return checkProof(text, { vkey, witnesses: readWitnesses("") }).faults.length === 0;
      } catch {
        return false;
      }
    };
    expect(holds(lines.join("\n"))).toBe(true);
    for (const [at, line] of lines.entries()) {
      if (line === "") continue;
      const middle = line.length >> 1;
      const other = line[middle] === "A" ? "B" : "A";
      expect(
        holds(lines.with(at, line.slice(0, middle) + other + line.slice(middle + 1)).join("\n")),
        line,
      ).toBe(false);
      expect(holds(lines.toSpliced(at, 1).join("\n")), `without ${line}`).toBe(false);
    }
  });
});

describe("a wrong receipt", () => {
  test("never issued, mistyped, half right or of another register is answered with the same bytes", async () => {
    const right = receiptOf(await register());
    const other = receiptOf(await register());
    const digits = right.code.replaceAll(" ", "");
    const mistyped = `${digits.slice(0, 15)}${(Number(digits[15]) + 1) % 10}`;
    const wrong = [
      receiptFrom(randomBytes(12)),
      { code: mistyped, phrase: right.phrase },
      { code: right.code, phrase: other.phrase },
      { code: right.code, phrase: right.phrase.split(" ").toReversed().join(" ") },
      { code: right.code, phrase: "" },
      { code: "", phrase: right.phrase },
      receiptsOf(randomBytes(32)).make(randomUUID()),
    ];
    const answers = await Promise.all(wrong.map((receipt) => ask(receipt)));
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 404, json: { code: "receipt.unknown" } });
    expect(new Set(answers.map(({ text }) => withoutId(text))).size).toBe(1);
    expect((await ask({ code: right.code, phrase: right.phrase })).status).toBe(200);
  });

  test("in another shape, or from another site, is refused", async () => {
    expect((await ask({ code: "1" })).status).toBe(422);
    expect((await ask({ code: "1".repeat(61), phrase: "x" })).status).toBe(422);
    expect((await ask({ code: "\u0000", phrase: "x" })).status).toBeLessThan(500);
    const answer = await server.anonymous.send(
      "POST",
      "/api/receipts/check",
      { code: "1", phrase: "2" },
      { "x-reta": "" },
    );
    expect(answer).toMatchObject({ status: 403, json: { code: "request.cross-site" } });
  });

  test("of 10,000 random, forged, altered and replayed ones none is accepted, and every right one is", async () => {
    const issued: { complaint: ReturnType<typeof newComplaint>; receipt: Receipt | undefined }[] = [];
    for (let i = 0; i < 20; i++) issued.push({ complaint: newComplaint(), receipt: undefined });
    for (const one of issued) one.receipt = receiptOf(await register(one.complaint));
    const forger = receiptsOf(randomBytes(32));
    const of = (i: number) =>
      issued[i % issued.length] as { complaint: { entryId: string; caseId: string }; receipt: Receipt };
    const digitsOf = ({ code }: Receipt) => code.replaceAll(" ", "");
    const valid = (fifteen: string) => fifteen + checkDigit(fifteen);
    const makers: ((i: number) => Receipt)[] = [
      () => receiptFrom(randomBytes(12)),
      // Knows an entry's id, and not the key.
      (i) => forger.make(of(i).complaint.entryId),
      // The code of one with the phrase of another.
      (i) => ({ code: of(i).receipt.code, phrase: of(i + 1).receipt.phrase }),
      // A right code, a guess at one word.
      (i) => {
        const words = of(i).receipt.phrase.split(" ");
        const at = i % 4;
        const guess = PHRASE_WORDS[(PHRASE_WORDS.indexOf(words[at] ?? "") + 1 + (i % 250)) % 256] ?? "";
        return { code: of(i).receipt.code, phrase: words.with(at, guess).join(" ") };
      },
      // A right phrase, another digit, with its check digit made right again.
      (i) => {
        const digits = digitsOf(of(i).receipt).slice(0, 15);
        const at = i % 15;
        const changed =
          digits.slice(0, at) + ((Number(digits[at]) + 1 + (i % 8)) % 10) + digits.slice(at + 1);
        return { code: valid(changed), phrase: of(i).receipt.phrase };
      },
    ];
    let accepted = 0;
    for (let from = 0; from < 10_000; from += 100) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          asAction((makers[(from + i) % 5] as (i: number) => Receipt)(from + i)),
        ),
      );
      accepted += answers.filter((answer) => answer === "accepted").length;
    }
    expect(accepted).toBe(0);
    // A right one works as often as it is asked: it is not used up, and it is not refused.
    for (const { receipt } of issued) {
      expect(await asAction(receipt as Receipt)).toBe("accepted");
      expect(await asAction(receipt as Receipt)).toBe("accepted");
    }
  }, 180_000);

  test("of a complaint that was deleted from the database is unknown, and reta verify names what is missing", async () => {
    const acknowledged = await register();
    await answered(receiptOf(acknowledged));
    const hash = Buffer.from(acknowledged.promise?.entryHash ?? "", "hex");
    const [kept] = await server.rows<{ receipt_hash: Buffer; registered_at: string }>(
      "delete from receipts where entry_hash = $1 returning receipt_hash, registered_at",
      [hash],
    );
    expect((await ask(receiptOf(acknowledged))).status).toBe(404);
    const environment = { DATABASE_URL: server.database.ownerUrl };
    const run = await reta(["verify", "--data", server.house.dataDir], { environment });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain("receipt-missing");
    await server.rows("insert into receipts values ($1, $2, $3)", [
      kept?.receipt_hash,
      hash,
      kept?.registered_at,
    ]);
    expect((await ask(receiptOf(acknowledged))).status).toBe(200);
  });
});

describe("asking too often", () => {
  test("from one address is refused before anything is looked up, whatever is asked; others are answered", async () => {
    const right = receiptOf(await register());
    const wrong = receiptFrom(randomBytes(12));
    const address = "10.9.9.9";
    for (let i = 0; i < 30; i++) expect((await ask(wrong, address)).status).toBe(404);
    const [known, unknown] = [await ask(right, address), await ask(wrong, address)];
    expect(known).toMatchObject({ status: 429, json: { code: "receipt.too-many" } });
    expect(withoutId(known.text)).toBe(withoutId(unknown.text));
    expect((await ask(right)).status).toBe(200);
  });

  test("ends after ten minutes, and no number of addresses fills the memory", () => {
    const questions = new Questions();
    for (let i = 0; i < 30; i++) expect(questions.admit("a", i)).toBe(true);
    expect(questions.admit("a", 31)).toBe(false);
    expect(questions.admit("a", 600_001)).toBe(true);
    for (let i = 0; i < 20_000; i++) questions.admit(`b${i}`, 600_002);
    expect(questions.admit("a", 600_003)).toBe(true);
  });
});
