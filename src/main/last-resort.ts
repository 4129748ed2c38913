// What nobody caught: it is written down whole but for its text, and the register goes on for everybody else.

/** What of a program can be listened to: the process itself. */
interface Listened {
  on(event: "uncaughtException" | "unhandledRejection", listener: (error: unknown) => void): unknown;
}

/**
 * Keeps one request's bug from ending the process that serves all others (OWASP ASVS 5.0.0, 16.5.4). Nothing of weight is
 * only in memory: a transaction whose connection was lost is undone, and sealing goes on from what is stored. The error's
 * text can quote a row: its name, code and lines of code tell enough.
 */
export function outliveWhatNobodyCaught(program: Listened, write: (line: object) => void): void {
  const told = (event: string) => (error: unknown) => {
    const { name, stack, code } = (error ?? {}) as { name?: string; stack?: string; code?: string };
    const at = stack
      ?.split("\n")
      .filter((line) => line.startsWith("    at "))
      .slice(0, 12);
    write({ event, name: name ?? typeof error, code, at });
  };
  program.on("uncaughtException", told("uncaughtException"));
  program.on("unhandledRejection", told("unhandledRejection"));
}
