// Every environment variable the program reads: name, default, meaning. `docs/operations/environment.md` is this table.

export interface Variable {
  fallback: string;
  meaning: string;
}

export const VARIABLES = {
  DATABASE_URL: {
    fallback: "",
    meaning: "PostgreSQL 15 or newer to use instead of the embedded one; its login owns the tables",
  },
  RETA_DATA: {
    fallback: "./.reta",
    meaning: "Directory of the embedded database, the keys and the connection strings",
  },
  RETA_VAULT_SOCKET: {
    fallback: "",
    meaning: "Socket of a vault that runs by itself; without it the register starts one of its own",
  },
  RETA_VAULT_SECRET: { fallback: "", meaning: "File with the secret that vault and register share" },
  RETA_VAULT_DATABASE_URL: {
    fallback: "",
    meaning: "The vault's own login, for a vault that runs by itself",
  },
  RETA_PKCS11_MODULE: {
    fallback: "",
    meaning: "Library of a PKCS#11 token that keeps the class keys; empty: they are files",
  },
  RETA_PKCS11_TOKEN: { fallback: "", meaning: "Label of that token" },
  RETA_PKCS11_PIN: {
    fallback: "",
    meaning: "File with its PIN, of the user the vault runs as and for nobody else to read",
  },
  RETA_PKCS11_ENVIRONMENT: {
    fallback: "",
    meaning: "Names of the environment variables its library reads, separated by commas",
  },
  RETA_KEY_DAYS: {
    fallback: "365",
    meaning: "Days after which a class key that was not replaced is an alarm",
  },
  RETA_HOST: {
    fallback: "127.0.0.1",
    meaning: "Address to listen on; anything but loopback needs RETA_TLS_CERT, also behind a proxy elsewhere",
  },
  RETA_TLS_CERT: {
    fallback: "",
    meaning: "PEM file of the certificate and its chain: the program then speaks TLS itself",
  },
  RETA_TLS_KEY: { fallback: "", meaning: "PEM file of the certificate's private key, without a password" },
  RETA_PORT: {
    fallback: "7382",
    meaning: "Port to listen on; the default gives way to a free one when taken",
  },
  RETA_COUNTRY: { fallback: "pe", meaning: "Country pack, a folder of packs/" },
  RETA_ORIGIN: {
    fallback: "localhost/reta",
    meaning: "Name of this register in its logs and promises; fixed once the first key is made",
  },
  RETA_URL: {
    fallback: "",
    meaning: "Address at which browsers reach the register (https://reta.example); passkeys are bound to it",
  },
  RETA_SIGN_IN: {
    fallback: "second-factor",
    meaning: "second-factor, or password where a password alone lets in: demos and schools only",
  },
  RETA_OIDC_ISSUER: {
    fallback: "",
    meaning:
      "Issuer of the institution's single sign-on (OpenID Connect), as it names itself; empty: none is offered",
  },
  RETA_OIDC_CLIENT: { fallback: "", meaning: "Client id of the register at that provider" },
  RETA_OIDC_SECRET: {
    fallback: "",
    meaning: "File with the client secret, or with a private key in PEM (private_key_jwt); mode 0600",
  },
  RETA_OIDC_LABEL_ES: { fallback: "Cuenta institucional", meaning: "What the button says in Spanish" },
  RETA_OIDC_LABEL_EN: { fallback: "Institutional account", meaning: "What the button says in English" },
  RETA_OIDC_CLAIM: {
    fallback: "sub",
    meaning: "Claim an account is known by; it never changes and is never given to somebody else",
  },
  RETA_OIDC_ACR: {
    fallback: "",
    meaning: "Classes of sign-in that are enough (acr), one of these, separated by commas",
  },
  RETA_OIDC_AMR: {
    fallback: "",
    meaning: "Means a sign-in must have used (amr), all of these, separated by commas",
  },
  RETA_AUDIT_FORWARD: {
    fallback: "",
    meaning:
      "Address (https://) to which events of the audit trail are posted as lines of syslog (RFC 5424); empty: none",
  },
  RETA_AUDIT_FORWARD_CA: {
    fallback: "",
    meaning: "PEM file of the certificates to trust there, instead of the machine's",
  },
  RETA_AUDIT_FORWARD_TOKEN: {
    fallback: "",
    meaning:
      "File with the token by which that system knows the register (Authorization: Bearer); mode 0600, read for each batch",
  },
  RETA_LOCK_MINUTES: {
    fallback: "5",
    meaning:
      "Minutes without use after which a screen locks; its officer comes back with passkey or password",
  },
  RETA_IDLE_MINUTES: {
    fallback: "15",
    meaning: "Minutes without use after which the server ends a session that no page has locked",
  },
  RETA_BREACHED_PASSWORDS: {
    fallback: "",
    meaning: "File with passwords that became known elsewhere, one a line; nobody may choose one of them",
  },
  RETA_SESSIONS: {
    fallback: "10",
    meaning: "Sessions an officer may have open at a time; one more ends the one unused for longest",
  },
  RETA_VERIFY_HOURS: {
    fallback: "24",
    meaning: "Hours within which the running register looks at everything stored once, beside what is new",
  },
  RETA_BACKUP_DAYS: {
    fallback: "7",
    meaning:
      "Days after which the last reta backup is too old, an alarm; 0 where copies are made by other means",
  },
  RETA_REQUEST_SECONDS: {
    fallback: "120",
    meaning:
      "Seconds in which a request must have come in whole, and after which a connection that is silent ends; streams of alerts go on",
  },
  RETA_LOG: { fallback: "info", meaning: "Log lines on standard error: info, warn or silent" },
  RETA_POOL: { fallback: "10", meaning: "Database connections of one server process" },
  RETA_TRUST_PROXY: { fallback: "no", meaning: "yes behind a proxy that sets X-Forwarded-For" },
  RETA_SMTP_URL: {
    fallback: "",
    meaning: "Mail server for alerts, smtp:// or smtps://; without it no mail is sent",
  },
  RETA_MAIL_FROM: { fallback: "reta@localhost", meaning: "Sender of the mails" },
  RETA_MAILBOXES: { fallback: "", meaning: "JSON file: unit id to mail address, * for the rest" },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;
export type Configuration = Readonly<Record<VariableName, string>>;

/** What is set, and the default for the rest. An empty value counts as not set. */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const entries = Object.entries(VARIABLES).map(([name, { fallback }]) => [
    name,
    environment[name] || fallback,
  ]);
  return Object.fromEntries(entries) as Configuration;
}
