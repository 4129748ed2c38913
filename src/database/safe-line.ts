// Whether the way to a database keeps what travels on it: a socket of the machine, loopback, or TLS with everything checked.

/**
 * False for a database on another machine unless its certificate and name are checked (`sslmode=verify-full`): `require`
 * encrypts for whoever answers, and everything else may be read or answered by anybody on the way. False also for what is
 * no address of PostgreSQL, or leaves the machine to be guessed. Source: RFC 8446; libpq, "SSL Mode Descriptions".
 */
export function isSafeLine(url: string): boolean {
  let address: URL;
  let named: string;
  try {
    // A user before no host is no URL, and the usual way to write a socket: the driver puts a host there too.
    address = new URL(url.replace(/@(?=[/?]|$)/, "@."));
    named = address.hostname === "." ? "" : decodeURIComponent(address.hostname);
  } catch {
    return false;
  }
  if (!/^postgres(ql)?:$/.test(address.protocol)) return false;
  const { searchParams: told } = address;
  // What is said twice may be read either way.
  for (const name of ["host", "sslmode", "ssl", "uselibpqcompat"])
    if (told.getAll(name).length > 1) return false;
  const host = told.get("host") ?? named;
  if (host === "" && !told.has("host")) return false;
  if (isOnThisMachine(host)) return true;
  return told.get("sslmode") === "verify-full" && !told.has("ssl") && !told.has("uselibpqcompat");
}

// A path is a socket.
const isOnThisMachine = (host: string) => host.startsWith("/") || isLoopback(host);

/** Whether an address leads to this machine and no other; 127.0.0.0/8 is loopback (RFC 1122, 3.2.1.3). Empty is any. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
