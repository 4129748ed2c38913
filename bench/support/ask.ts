// Times of answers: some askers at once, each waiting for its answer before the next question.
import { quantiles } from "./quantiles.ts";

interface Asked {
  path: string;
  /** Sent by POST, where it is not only asked. */
  body?: unknown;
}

/** Asks every question once, `askers` at a time, after a few that are not counted. Anything but 200 is an error. */
export async function ask(url: string, cookie: string, questions: readonly Asked[], askers = 2) {
  const times: number[] = [];
  const one = async ({ path, body }: Asked, counted: boolean) => {
    const start = performance.now();
    const headers = { cookie, "x-reta": "1", "content-type": "application/json" };
    const answer = await fetch(url + path, {
      headers,
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    if (counted) times.push(performance.now() - start);
  };
  for (const question of questions.slice(0, 3)) await one(question, false);
  let next = 0;
  const work = async () => {
    while (next < questions.length) {
      const question = questions[next++];
      if (question !== undefined) await one(question, true);
    }
  };
  await Promise.all(Array.from({ length: askers }, work));
  return { requests: times.length, milliseconds: quantiles(times) };
}
