// Each way a sealed report can arrive, and what becomes of it.
import { describe, expect, test } from "vitest";
import { type Arrival, judgeArrival } from "./judge-arrival.ts";

const USUAL: Arrival = {
  device: "known",
  signed: true,
  digest: "aa",
  held: undefined,
  counterTaken: false,
  posting: "in-force",
  readable: true,
  faults: 0,
};

describe("a sealed report that arrives", () => {
  test.each<{ what: string; with: Partial<Arrival>; judged: ReturnType<typeof judgeArrival> }>([
    { what: "as it should be", with: {}, judged: { effect: "register", flags: [] } },
    {
      what: "a second time",
      with: { held: { digest: "aa", sameContent: true } },
      judged: { effect: "repeat" },
    },
    {
      what: "after the same complaint came on line",
      with: { held: { digest: null, sameContent: true } },
      judged: { effect: "repeat" },
    },
    {
      what: "in other words than the complaint of its id that came on line",
      with: { held: { digest: null, sameContent: false } },
      judged: { effect: "keep", flags: ["another-version"] },
    },
    { what: "with faults", with: { faults: 2 }, judged: { effect: "keep", flags: [] } },
    { what: "not to be opened", with: { readable: false }, judged: { effect: "keep", flags: [] } },
    {
      what: "from a posting that has ended since",
      with: { posting: "ended" },
      judged: { effect: "register", flags: ["posting-ended"] },
    },
    {
      what: "from no posting that is known",
      with: { posting: "none" },
      judged: { effect: "keep", flags: [] },
    },
    {
      what: "under a number that another report of the device has",
      with: { counterTaken: true },
      judged: { effect: "register", flags: ["device-copied"] },
    },
    {
      what: "from a device nobody registered",
      with: { device: "unknown" },
      judged: { effect: "refuse", reason: "register-device" },
    },
    {
      what: "from a stolen device",
      with: { device: "revoked" },
      judged: { effect: "refuse", reason: "wipe" },
    },
    {
      what: "not signed by its device",
      with: { signed: false },
      judged: { effect: "refuse", reason: "not-signed" },
    },
    {
      what: "again from a stolen device: not even that it is known",
      with: { device: "revoked", held: { digest: "aa", sameContent: true } },
      judged: { effect: "refuse", reason: "wipe" },
    },
  ])("$what", ({ with: differs, judged }) => {
    expect(judgeArrival({ ...USUAL, ...differs })).toEqual(judged);
  });

  test("is refused for who sends it alone, never for what it says", () => {
    for (const held of [undefined, { digest: "bb", sameContent: false }, { digest: null, sameContent: true }])
      for (const posting of ["in-force", "ended", "none"] as const)
        for (const readable of [true, false])
          for (const faults of [0, 1])
            for (const counterTaken of [true, false])
              expect(
                judgeArrival({ ...USUAL, held, posting, readable, faults, counterTaken }).effect,
              ).not.toBe("refuse");
  });
});
