// A Chromium for the browser tests: the machine's, else the one packaged for npm, else one line on how to get one.
import { execFileSync } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { homedir, tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";

const HOW_TO_GET_ONE =
  "no Chromium found: install one (Debian: apt-get install chromium), or set CHROMIUM_PATH to a Chrome or Chromium program";

// Nothing of its own on the network, and no HTTP/3, which would pass by the tests' watch over requests.
const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

interface Program {
  readonly executablePath: string;
  readonly env?: Record<string, string>;
}

/** Starts a headless Chromium; close it in afterAll. Root, and machines that allow no sandbox, go without one. */
export async function openBrowser(): Promise<Browser> {
  const options: LaunchOptions = { ...findChromium(), headless: true, args: FLAGS };
  const withoutSandbox = () => chromium.launch({ ...options, chromiumSandbox: false });
  if (process.getuid?.() === 0) return withoutSandbox();
  return chromium.launch({ ...options, chromiumSandbox: true }).catch(withoutSandbox);
}

/** The first Chromium that starts, with the environment it needs. */
export function findChromium(): Program {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (runs({ executablePath: given })) return { executablePath: given };
    throw new Error(`CHROMIUM_PATH (${given}) does not start`);
  }
  for (const executablePath of [...onPath(), ...ofPlaywright()]) {
    if (existsSync(executablePath) && runs({ executablePath })) return { executablePath };
  }
  const packaged = ofNpm();
  if (packaged) return packaged;
  throw new Error(HOW_TO_GET_ONE);
}

function onPath(): string[] {
  // The one without a window first: it does half the work.
  const names = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
  ];
  const directories = (process.env.PATH ?? "").split(":").filter((directory) => directory !== "");
  const applications = ["Google Chrome", "Chromium"].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  );
  return [...names.flatMap((name) => directories.map((directory) => join(directory, name))), ...applications];
}

function ofPlaywright(): string[] {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), ".cache/ms-playwright"),
    join(homedir(), "Library/Caches/ms-playwright"),
  ];
  return caches.flatMap((cache) => {
    if (!cache || !existsSync(cache)) return [];
    const found = readdirSync(cache, { recursive: true, encoding: "utf8" });
    return found
      .filter((name) => /\/(chrome|headless_shell|chrome-headless-shell|Chromium)$/.test(name))
      .map((name) => join(cache, name));
  });
}

function runs({ executablePath, env }: Program): boolean {
  try {
    const options = { env: { ...process.env, ...env }, timeout: 20_000, stdio: "pipe" as const };
    return execFileSync(executablePath, ["--version", "--no-sandbox"], options).length > 0;
  } catch {
    return false;
  }
}

// The npm package unpacks itself into the temporary directory, always under the same name; here it does so into one
// of its own, which is then renamed into place: two runs at once do not meet, and later runs find it unpacked.
function ofNpm(): Program | undefined {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const version = (
    JSON.parse(readFileSync(join(packageOf(entry), "package.json"), "utf8")) as { version: string }
  ).version;
  const home = cacheDirectory();
  const place = join(home, `chromium-${version}`);
  if (!existsSync(join(place, "chromium"))) unpack(entry, home, place);
  const bare = { executablePath: join(place, "chromium") };
  // The libraries and fonts it brings are for bare machines; they would shadow those of a full one.
  const fonts = existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: join(place, "fonts") };
  const equipped = {
    ...bare,
    env: { ...cleanEnvironment(), ...fonts, LD_LIBRARY_PATH: join(place, "al2023/lib") },
  };
  if (runs(bare)) return { ...bare, env: { ...cleanEnvironment(), ...fonts } };
  return runs(equipped) ? equipped : undefined;
}

const cleanEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

function packageOf(entry: string): string {
  for (let at = dirname(entry); ; at = dirname(at)) if (existsSync(join(at, "bin/chromium.br"))) return at;
}

function cacheDirectory(): string {
  const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));
  try {
    accessSync(modules, constants.W_OK);
    mkdirSync(join(modules, ".cache"), { recursive: true });
    return join(modules, ".cache");
  } catch {
    const own = join(tmpdir(), `reta-chromium-${userInfo().uid}`);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    return own;
  }
}

function unpack(entry: string, home: string, place: string): void {
  const beside = mkdtempSync(join(home, "unpacking-"));
  try {
    const script = `import(${JSON.stringify(pathToFileURL(entry).href)}).then((m) => m.default.executablePath())`;
    // It unpacks its libraries only where it believes itself to be in the cloud it was made for.
    const cloud = { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x", AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" };
    execFileSync(process.execPath, ["-e", script], {
      env: { ...process.env, ...cloud, TMPDIR: beside },
      stdio: "pipe",
    });
    renameSync(beside, place);
  } catch (error) {
    // Another run was faster: what it unpacked is the same.
    if (!existsSync(join(place, "chromium"))) throw error;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}
