import { lookup as lookupAddresses } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { StemmaError } from "../../model/index.ts";
import { findAddressRefusal } from "./address.ts";

/** Every address of a name. */
export type AddressLookup = (hostname: string) => Promise<readonly string[]>;

export const systemLookup: AddressLookup = async (hostname) =>
  (await lookupAddresses(hostname, { all: true })).map((entry) => entry.address);

const connectTimeoutMs = 10_000;
const maxHeaderBytes = 32 * 1024;

/**
 * Two agents that never share a socket. `guarded` resolves a name once, refuses it when any of its addresses is not
 * public, and connects to what it checked; `trusted` connects anywhere.
 */
export function createAgents(lookup: AddressLookup): { readonly guarded: Agent; readonly trusted: Agent } {
  const shared = { allowH2: false, maxHeaderSize: maxHeaderBytes, headersTimeout: 0, bodyTimeout: 0 };
  const connectTrusted = createConnect(lookup, () => undefined);
  const connectGuarded = createConnect(lookup, findAddressRefusal);
  return {
    guarded: new Agent({ ...shared, connect: connectGuarded }),
    trusted: new Agent({ ...shared, connect: connectTrusted }),
  };
}

type FindRefusal = (address: string) => string | undefined;

function createConnect(lookup: AddressLookup, findRefusal: FindRefusal): buildConnector.connector {
  const connect = buildConnector({
    allowH2: false,
    timeout: connectTimeoutMs,
    lookup: createGuardedLookup(lookup, findRefusal),
  });
  return (options, callback) => {
    const literal = options.hostname.replace(/^\[(.*)\]$/, "$1");
    const reason = isIP(literal) === 0 ? undefined : findRefusal(literal);
    if (reason !== undefined) return callback(refuseAddress(literal, reason), null);
    connect(options, (...result) => {
      const [error, socket] = result;
      if (error !== null) return callback(error, null);
      const connectedReason = findRefusal(socket.remoteAddress ?? "");
      if (connectedReason === undefined) return callback(null, socket);
      socket.destroy();
      callback(refuseAddress(options.hostname, connectedReason), null);
    });
  };
}

function createGuardedLookup(lookup: AddressLookup, findRefusal: FindRefusal): LookupFunction {
  return (hostname, options, callback) => {
    readCheckedAddresses(lookup, findRefusal, hostname).then(
      (addresses) => {
        const entries = addresses.map((address) => ({ address, family: isIP(address) }));
        const first = entries[0];
        if (first === undefined) return callback(createNotFound(hostname), []);
        if (options.all === true) return callback(null, entries);
        callback(null, first.address, first.family);
      },
      (error) => callback(error, []),
    );
  };
}

async function readCheckedAddresses(
  lookup: AddressLookup,
  findRefusal: FindRefusal,
  hostname: string,
): Promise<readonly string[]> {
  const addresses = await lookup(hostname);
  for (const address of addresses) {
    const reason = findRefusal(address);
    if (reason !== undefined) throw refuseAddress(hostname, reason);
  }
  return addresses;
}

function refuseAddress(host: string, reason: string): StemmaError {
  return new StemmaError("refused", `Did not connect to ${host}: its address is not public (${reason})`, {
    hint: "A local service must be named in the configuration before it is opened.",
  });
}

function createNotFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`no address for ${hostname}`), { code: "ENOTFOUND" });
}
