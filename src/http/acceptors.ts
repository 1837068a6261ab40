import { once } from "node:events";
import { createServer, type Server } from "node:net";

/**
 * Node takes in one new connection of a listening socket in each turn of its event loop (libuv, `uv__server_io`), and
 * in a turn it may finish a dozen calls of ours. Webhooks come on new connections: in a flood they would wait behind
 * what we ask ourselves, until Twilio gives them up. So several sockets listen on the same port.
 */
const SOCKETS = 8;

/** Only Linux hands connections out evenly to sockets that share a port; elsewhere there is one. */
export const sharesPorts = process.platform === "linux";

/**
 * Rejects as `listen` does when somebody else listens there: sockets that share a port would not be told. Gives the
 * port that the system chose for 0.
 */
export async function findFree(host: string, port: number): Promise<number> {
  const probe = await listening(createServer(), { host, port });
  const address = probe.address();
  await closed(probe);
  return typeof address === "object" && address !== null ? address.port : port;
}

/** More sockets on the port of `server`, which shares it; what they take in is `server`'s. The returned function ends them. */
export async function acceptMore(server: Server, host: string, port: number): Promise<() => Promise<void>> {
  const acceptors: Server[] = [];
  const close = async () => {
    await Promise.all(acceptors.map(closed));
  };
  try {
    for (let n = 1; n < SOCKETS; n += 1) {
      const acceptor = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
        server.emit("connection", socket),
      );
      acceptors.push(await listening(acceptor, { host, port, reusePort: true }));
    }
    return close;
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

async function listening(server: Server, where: Parameters<Server["listen"]>[0]): Promise<Server> {
  server.listen(where);
  await once(server, "listening");
  return server;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
