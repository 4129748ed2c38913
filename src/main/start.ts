// `reta start`: opens the register, serves it, and closes everything in order when it is told to.
import { UsageError } from "#src/cli/command.ts";
import type { Configuration } from "#src/cli/configuration.ts";
import type { Started, StartSettings } from "#src/cli/start.ts";
import { openCertificate } from "#src/http/certificate.ts";
import { demandSafeDoor } from "./demand-safe-line.ts";
import { fillDemo } from "./demo.ts";
import { ensureAdministrator } from "./first-administrator.ts";
import { openHouse } from "./house.ts";
import { outliveWhatNobodyCaught } from "./last-resort.ts";
import { outliveStream } from "./log-lines.ts";
import { serve } from "./serve.ts";

export async function start(
  configuration: Configuration,
  settings: StartSettings,
  say: (text: string) => void,
): Promise<Started> {
  checkCertificate(configuration);
  demandSafeDoor(configuration.RETA_HOST, configuration.RETA_TLS_CERT);
  // Whoever read the address may go.
  outliveStream(process.stdout);
  // The demo's logins have a password and nothing else, unless somebody wants to try the rest.
  const demoSignIn = settings.demo && process.env.RETA_SIGN_IN === undefined;
  const house = await openHouse(demoSignIn ? { ...configuration, RETA_SIGN_IN: "password" } : configuration);
  try {
    const demo = settings.demo ? await fillDemo(house, say) : undefined;
    const first = await ensureAdministrator(house);
    if (first !== undefined) {
      say(
        `\nThis register is empty. Open /enrol within 24 hours and enter the code ${first.code} for ${first.login}\n`,
      );
    }
    // Names open as soon as the page is there; a vault that cannot start keeps nobody from registering.
    house.startVault().catch(() => {
      say("The vault did not start: names stay closed, registering works. Its reason stands above.");
    });
    const insist = settings.port !== undefined || process.env.RETA_PORT !== undefined;
    const port = settings.port ?? Number(configuration.RETA_PORT);
    const host = configuration.RETA_HOST;
    const served = await serve(house, { host, port, insist }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") throw error;
      throw new UsageError(`--port: found ${port}, which another program listens on; expected a free port`);
    });
    outliveWhatNobodyCaught(process, (line) =>
      house.logLines.stream.write(
        `${JSON.stringify({ level: 60, time: Date.now(), ...line, msg: "nobody caught it" })}\n`,
      ),
    );
    const ended = whenAsked().then(async () => {
      await served.close();
      await house.close();
    });
    return { url: served.url, demo, ended };
  } catch (error) {
    await house.close();
    throw error;
  }
}

// What is wrong with the files is said before anything is started.
function checkCertificate({ RETA_TLS_CERT: cert, RETA_TLS_KEY: key }: Configuration): void {
  try {
    openCertificate(cert, key);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

// The first signal ends in order; a second one, from somebody who cannot wait, ends at once.
function whenAsked(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        resolve();
      });
    }
  });
}
