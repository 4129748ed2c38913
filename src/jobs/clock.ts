// The clock: runs jobs again and again, each never twice at once in this process, and stops between two runs.

export interface Job {
  name: string;
  /** Milliseconds from the end of one run to the beginning of the next. */
  everyMs: number;
  run(): Promise<unknown>;
}

export interface Clock {
  /** Waits for what is running; nothing starts any more. */
  stop(): Promise<void>;
}

/** Starts the jobs. A run that fails is told to `failed` and tried again at its next time. */
export function startClock(jobs: readonly Job[], failed: (job: string, error: unknown) => void): Clock {
  const stops = jobs.map((job) => {
    let stopped = false;
    let timer: NodeJS.Timeout | undefined;
    let running: Promise<unknown> = Promise.resolve();
    const run = () => {
      // One that throws before it waits for anything fails like any other.
      running = Promise.resolve()
        .then(() => job.run())
        .catch((error: unknown) => failed(job.name, error))
        .finally(() => {
          if (!stopped) timer = setTimeout(run, job.everyMs);
        });
    };
    timer = setTimeout(run, job.everyMs);
    return async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    };
  });
  return { stop: async () => void (await Promise.all(stops.map((stop) => stop()))) };
}
