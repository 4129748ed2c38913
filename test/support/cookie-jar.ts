// A browser as far as single sign-on needs one: keeps cookies, and sends no strict one where another site sent it.
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { type Answer, type Client, clientOf } from "./server.ts";

export interface Came {
  status: number;
  headers: Headers;
}

export class CookieJar {
  readonly cookies = new Map<string, string>();
  readonly url: string;
  constructor(url: string, cookie = "") {
    this.url = url;
    const [name = "", value = ""] = cookie.split("=");
    if (name !== "") this.cookies.set(name, value);
  }

  /** Asks as one of our own pages would, with every cookie. */
  async send(method: "POST" | "DELETE" | "PUT", path: string, body: object = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const client = clientOf(this.url, cookie);
    return this.keep(await client.send(method, path, method === "DELETE" ? undefined : body));
  }

  /** Comes from another site: a navigation, without strict cookies. Not by fetch, which says that it is none. */
  async come(address: string, headers: Record<string, string> = {}): Promise<Came> {
    const said = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", ...headers };
    const [response] = (await once(get(address, { headers: said }), "response")) as [IncomingMessage];
    response.resume();
    const pairs = Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    );
    return this.keep({ status: response.statusCode ?? 0, headers: new Headers(pairs) });
  }

  /** Whoever has the session's cookie. */
  get session(): Client {
    return clientOf(this.url, `__Host-sid=${this.cookies.get("__Host-sid")}`);
  }

  private keep<T extends { headers: Headers }>(answer: T): T {
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}
