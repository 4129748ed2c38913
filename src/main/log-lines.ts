// Where log lines go, and since when they do not arrive: a full disk, or a reader that has gone, stops nothing else.

/** What a line is written to; its callback tells how it went. */
export interface LineStream {
  write(line: string, told: (error?: Error | null) => void): unknown;
}

export interface LogLines {
  stream: { write(line: string): void };
  /** Since when lines are lost, in milliseconds since 1970; undefined once one has arrived again. */
  brokenSince(): number | undefined;
}

export function openLogLines(to: LineStream): LogLines {
  let since: number | undefined;
  return {
    stream: {
      write(line) {
        to.write(line, (error) => {
          since = error ? (since ?? Date.now()) : undefined;
        });
      },
    },
    brokenSince: () => since,
  };
}

/** A stream that fails says so as an event as well, which would end the process: whoever writes to it has been told. */
export function outliveStream(stream: NodeJS.WriteStream): void {
  stream.on("error", () => undefined);
}
