// A session with a token behind PKCS#11 (OASIS, version 2.40): a hardware module, or a program that stands for one. Opened
// when it is first used, and anew when it was lost; what it cannot do now is told by the module's own code.
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";

export interface TokenSettings {
  /** The vendor's library. */
  module: string;
  /** Label of the token. */
  label: string;
  /** File with the PIN, for the vault's user alone. */
  pinFile: string;
  /** Of the environment, what the vendor's library reads; the vault's process is given nothing else. */
  environment: Readonly<Record<string, string>>;
}

/** The token is away, refuses its PIN, or fails: `code` is the module's own (CKR_…), or says what is wrong with the PIN's file. */
export class TokenClosed extends Error {
  override readonly name = "TokenClosed";
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

type Handle = Buffer;
/** Types by the names of the standard; one a library does not know is a module's error, and nothing worse. */
export type Template = { type: number | undefined; value?: unknown }[];

/** As much of the library's PKCS11 as is used here. */
interface Api {
  load(path: string): void;
  close(): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(withToken: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): { label: string };
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_Login(session: Handle, user: number, pin: string): void;
  C_FindObjectsInit(session: Handle, template: Template): void;
  C_FindObjects(session: Handle, most: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(session: Handle, object: Handle, template: Template): { value: Buffer }[];
  C_GenerateKeyPair(session: Handle, mechanism: object, ofPublic: Template, ofPrivate: Template): unknown;
  C_DeriveKey(session: Handle, mechanism: object, key: Handle, template: Template): Handle;
  C_DestroyObject(session: Handle, object: Handle): void;
}

/** The npm library: constants by the names of the standard, and the class that calls a module. */
export type TokenLibrary = Readonly<Record<string, number>> & { PKCS11: new () => Api };

/** Loads it. Not every machine has it: it is built with a C compiler, and only a register with a token needs it. */
export function loadTokenLibrary(): TokenLibrary {
  return createRequire(import.meta.url)("pkcs11js") as TokenLibrary;
}

/** A session that is open, with what is called in it. */
export interface TokenSession {
  find(template: Template): Handle[];
  read(object: Handle, ...attributes: (number | undefined)[]): Buffer[];
  generatePair(mechanism: object, ofPublic: Template, ofPrivate: Template): void;
  derive(mechanism: object, key: Handle, template: Template): Handle;
  destroy(object: Handle): void;
}

export interface Token {
  library: TokenLibrary;
  /** Does `work` in a session; once more, in a new one, when the session was lost. Throws `TokenClosed`. */
  use<T>(work: (session: TokenSession) => T): T;
  close(): void;
}

/** A token that is away is not looked for at every name that is to be opened. */
const PAUSE_MS = 2_000;
/** A wrong PIN locks a module after a few tries: it is not tried again before its file has changed. */
const OF_PIN = /^CKR_PIN|^PIN_FILE/;

/** `told` is given each code a token begins to be closed with. Nothing is opened yet. */
export function openToken(
  settings: Omit<TokenSettings, "environment">,
  library: TokenLibrary,
  told: (error: TokenClosed) => void,
  now: () => number = Date.now,
): Token {
  let open: { api: Api; session: TokenSession } | undefined;
  let closed: { code: string; at: number; pinFile: string } | undefined;

  const begin = () => {
    if (open !== undefined) return open;
    const pinFile = stateOf(settings.pinFile);
    if (closed !== undefined) {
      const waits = OF_PIN.test(closed.code) ? pinFile === closed.pinFile : now() - closed.at < PAUSE_MS;
      if (waits) throw new TokenClosed(closed.code);
    }
    try {
      open = logIn(settings, library);
      closed = undefined;
      return open;
    } catch (error) {
      const code = codeOf(error);
      if (closed?.code !== code) told(new TokenClosed(code));
      closed = { code, at: now(), pinFile };
      throw new TokenClosed(code);
    }
  };
  const end = () => {
    if (open !== undefined) finish(open.api);
    open = undefined;
  };
  return {
    library,
    use(work) {
      try {
        return work(begin().session);
      } catch (error) {
        if (!isModules(error)) throw error;
        end();
      }
      try {
        return work(begin().session);
      } catch (error) {
        if (!isModules(error)) throw error;
        end();
        throw new TokenClosed(codeOf(error));
      }
    },
    close: end,
  };
}

/** CKF_SERIAL_SESSION and CKF_RW_SESSION; CKU_USER. */
const SERIAL_AND_WRITING = 0x4 | 0x2;
const USER = 1;

function logIn({ module, label, pinFile }: Omit<TokenSettings, "environment">, library: TokenLibrary) {
  const pin = readPin(pinFile);
  const api = new library.PKCS11();
  api.load(module);
  try {
    api.C_Initialize();
    const slot = api.C_GetSlotList(true).find((one) => api.C_GetTokenInfo(one).label.trim() === label);
    if (slot === undefined) throw new TokenClosed("CKR_TOKEN_NOT_PRESENT");
    const handle = api.C_OpenSession(slot, SERIAL_AND_WRITING);
    api.C_Login(handle, USER, pin);
    return { api, session: sessionOf(api, handle) };
  } catch (error) {
    finish(api);
    throw error;
  }
}

// How many objects are asked for at a time.
const PAGE = 100;

function sessionOf(api: Api, session: Handle): TokenSession {
  return {
    find(template) {
      api.C_FindObjectsInit(session, template);
      try {
        const found: Handle[] = [];
        for (let page = api.C_FindObjects(session, PAGE); page.length > 0; ) {
          found.push(...page);
          page = api.C_FindObjects(session, PAGE);
        }
        return found;
      } finally {
        api.C_FindObjectsFinal(session);
      }
    },
    read: (object, ...attributes) =>
      api
        .C_GetAttributeValue(
          session,
          object,
          attributes.map((type) => ({ type })),
        )
        .map(({ value }) => value),
    generatePair(mechanism, ofPublic, ofPrivate) {
      api.C_GenerateKeyPair(session, mechanism, ofPublic, ofPrivate);
    },
    derive: (mechanism, key, template) => api.C_DeriveKey(session, mechanism, key, template),
    destroy: (object) => api.C_DestroyObject(session, object),
  };
}

function finish(api: Api): void {
  for (const step of ["C_Finalize", "close"] as const) {
    try {
      api[step]();
    } catch {
      // It is given up in any case.
    }
  }
}

function readPin(file: string): string {
  let pin: string;
  try {
    if ((statSync(file).mode & 0o077) !== 0) throw new TokenClosed("PIN_FILE_OPEN_TO_OTHERS");
    pin = readFileSync(file, "utf8").trim();
  } catch (error) {
    throw error instanceof TokenClosed ? error : new TokenClosed("PIN_FILE_NOT_READABLE");
  }
  if (pin === "") throw new TokenClosed("PIN_FILE_EMPTY");
  return pin;
}

function stateOf(file: string): string {
  try {
    const { ino, mtimeMs, ctimeMs, size } = statSync(file);
    return [ino, mtimeMs, ctimeMs, size].join(" ");
  } catch {
    return "";
  }
}

const isModules = (error: unknown) => ["Pkcs11Error", "NativeError"].includes((error as Error).name);

// The standard's name alone: what else a module says may hold paths.
function codeOf(error: unknown): string {
  if (error instanceof TokenClosed) return error.code;
  return /CKR_[A-Z0-9_]+/.exec((error as Error).message)?.[0] ?? "MODULE_NOT_LOADED";
}
