// A line between the register and its database that can be cut, or go silent, and be mended.
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Line {
  /** The same database through this line. */
  through(url: string): string;
  /** `cut`: connections break and none is taken. `silent`: they stay, and nothing passes. `open`: everything passes. */
  set(state: "open" | "cut" | "silent"): void;
  close(): Promise<void>;
}

/** Opens a line on a free port; the address behind it is that of the first url. */
export async function openLine(): Promise<Line> {
  let target = { host: "127.0.0.1", port: 5432 };
  let state: "open" | "cut" | "silent" = "open";
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (state === "cut") return void near.destroy();
    const far = connect(target);
    for (const socket of [near, far]) {
      sockets.add(socket);
      if (state === "silent") socket.pause();
      socket
        .on("error", () => undefined)
        .on("close", () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
    }
    near.on("data", (bytes) => far.write(bytes));
    far.on("data", (bytes) => near.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    through(url) {
      const changed = new URL(url);
      target = { host: changed.hostname, port: Number(changed.port) };
      changed.hostname = "127.0.0.1";
      changed.port = String((server.address() as AddressInfo).port);
      return changed.href;
    },
    set(next) {
      state = next;
      for (const socket of sockets) {
        if (next === "cut") socket.destroy();
        else if (next === "silent") socket.pause();
        else socket.resume();
      }
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
