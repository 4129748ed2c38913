// Times of answers: some askers at once, each waiting for its answer before the next question.
import { quantiles } from "./quantiles.ts";

/** Asks every path once, `askers` at a time, after a few that are not counted. Anything but 200 is an error. */
export async function ask(url: string, cookie: string, paths: readonly string[], askers = 2) {
  const times: number[] = [];
  const one = async (path: string, counted: boolean) => {
    const start = performance.now();
    const answer = await fetch(url + path, { headers: { cookie } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    if (counted) times.push(performance.now() - start);
  };
  for (const path of paths.slice(0, 3)) await one(path, false);
  let next = 0;
  const work = async () => {
    while (next < paths.length) {
      const path = paths[next++];
      if (path !== undefined) await one(path, true);
    }
  };
  await Promise.all(Array.from({ length: askers }, work));
  return { requests: times.length, milliseconds: quantiles(times) };
}
