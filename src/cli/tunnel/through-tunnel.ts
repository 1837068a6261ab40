import type { DeploySecrets } from "../../app/deploy/options.ts";
import { redirectCallbacks } from "../../app/deploy/redirect.ts";
import { loadAddresses, type Addresses } from "../../config/addresses.ts";
import type { Environment } from "../../config/environment.ts";
import type { Config } from "../../config/config.ts";
import type { Clock } from "../../domain/clock.ts";
import { Failure } from "../../domain/failure.ts";
import type { Log } from "../../domain/log.ts";
import type { TunnelMaker } from "./makers.ts";
import { openTunnel } from "./tunnel.ts";

export interface ThroughTunnelOptions {
  readonly maker: TunnelMaker;
  /** Whether production may be pointed at a tunnel. */
  readonly yes: boolean;
  readonly config: Config;
  readonly secrets: DeploySecrets;
  readonly environment: Environment;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Serves behind a tunnel: opens it, points Twilio's callbacks at it, and ends when the tunnel does. The callbacks
 * stay pointed at it; the next deploy points them back.
 */
export async function throughTunnel(
  options: ThroughTunnelOptions,
  serve: (addresses: Addresses, until: AbortSignal) => Promise<void>,
): Promise<void> {
  const { maker, environment, log, signal } = options;
  const target = targetOf(options);
  await using closing = new AsyncDisposableStack();
  const tunnel = await openTunnel({ ...options, target, env: environmentOf(environment) });
  closing.defer(() => tunnel.close());
  log.info("a tunnel is open", { program: maker, url: tunnel.url, target });
  const addresses = loadAddresses({ ...environment, FLEXCORD_PUBLIC_URL: tunnel.url });
  await redirectCallbacks({ ...options, addresses, adopt: false }, signal);
  log.warn("Twilio's callbacks lead to the tunnel until the next deploy", { url: tunnel.url });

  const broken = new AbortController();
  void tunnel.ended.then(() => broken.abort(new Error("the tunnel has ended")));
  await serve(addresses, AbortSignal.any([signal, broken.signal]));
  if (signal.aborted) return;
  throw new Failure("network.unreachable", `${maker} has ended: ${await tunnel.ended}`, {
    fix: "Start again; the tunnel will have another address.",
  });
}

function targetOf({ config, yes }: ThroughTunnelOptions): string {
  if (config.environment === "production" && !yes) {
    throw new Failure("policy.refused", "A tunnel is for development, and this is production.", {
      fix: "Use another environment, such as --env dev; or pass --yes when production is yours to play with.",
    });
  }
  const { host, port } = config.settings.bridge.listen;
  if (port === 0) {
    throw new Failure("usage.invalid", "bridge.listen.port is 0, and a tunnel has to lead somewhere.", {
      fix: "Give bridge.listen a port in the config.",
    });
  }
  const everywhere = host === "0.0.0.0" || host === "::";
  const name = host.includes(":") ? `[${host}]` : host;
  return `http://${everywhere ? "127.0.0.1" : name}:${port}`;
}

/** Our secrets are no affair of the tunnel's. */
function environmentOf(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(?:DISCORD|TWILIO|FLEXCORD|DATABASE)_/u.test(name)),
  );
}
