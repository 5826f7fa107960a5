import { isIP } from "node:net";
import { StemmaError } from "../../model/index.ts";
import { findAddressRefusal } from "./address.ts";
import { toSafeUrl } from "./credentials.ts";

/** An address that passed the guard. Only a trusted one may lead to a loopback or private machine. */
export interface Target {
  readonly url: URL;
  readonly isTrusted: boolean;
}

export interface UrlGuard {
  /** Throws StemmaError `refused`. `from` is the hop that redirected here. */
  check(address: string, from?: Target): Target;
}

const openPorts = new Set(["", "80", "443", "8080", "8443"]);

export function createUrlGuard(trustedOrigins: readonly string[]): UrlGuard {
  const trusted = new Set(trustedOrigins.map(toOrigin));
  return {
    check: (address, from) => {
      const url = parseAddress(address, from);
      const isTrusted = trusted.has(url.origin) && (from === undefined || from.isTrusted);
      const reason = findSchemeRefusal(url, from) ?? (isTrusted ? undefined : findOriginRefusal(url));
      if (reason !== undefined) throw refuse(url, reason, from);
      url.hash = "";
      return { url, isTrusted };
    },
  };
}

/** The origin of a configured base URL. Throws StemmaError `usage`. */
export function toOrigin(base: string): string {
  const url = URL.canParse(base) ? withoutTrailingDot(new URL(base)) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url.origin;
  const name = url === undefined ? "A configured base URL" : toSafeUrl(url);
  throw new StemmaError("usage", `${name} is no http or https address`, {
    hint: "Configure a complete base URL, for example https://huggingface.co",
  });
}

/** The address without brackets, or undefined for a name. */
function findLiteralAddress(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(host) === 0 ? undefined : host;
}

export function refuse(url: URL, reason: string, from?: Target): StemmaError {
  const via = from === undefined ? "" : ` (redirected from ${toSafeUrl(from.url)})`;
  return new StemmaError("refused", `Did not open ${toSafeUrl(url)}${via}: ${reason}`, {
    hint: "Only public http and https addresses are opened; a local service must be named in the configuration.",
  });
}

function parseAddress(address: string, from: Target | undefined): URL {
  if (!URL.canParse(address, from?.url.href)) {
    const where = from === undefined ? "" : `, which ${toSafeUrl(from.url)} redirects to,`;
    throw new StemmaError("refused", `An address${where} is not a URL`, {
      hint: "Links must be complete http or https addresses.",
    });
  }
  return withoutTrailingDot(new URL(address, from?.url));
}

function withoutTrailingDot(url: URL): URL {
  if (!url.hostname.endsWith(".")) return url;
  const name = url.hostname.replace(/\.+$/, "");
  if (name !== "") url.hostname = name;
  return url;
}

function findSchemeRefusal(url: URL, from: Target | undefined): string | undefined {
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return `the scheme ${url.protocol} is not allowed`;
  if (url.username !== "" || url.password !== "") return "it carries a user name or a password";
  if (from?.url.protocol === "https:" && url.protocol === "http:")
    return "a redirect from https to http is not allowed";
  return undefined;
}

function findOriginRefusal(url: URL): string | undefined {
  if (!openPorts.has(url.port)) return `port ${url.port} is not allowed`;
  const name = url.hostname.toLowerCase();
  if (name === "" || name === ".") return "the host is empty";
  if (name === "localhost" || name.endsWith(".localhost")) return "the host is this machine (loopback)";
  const literal = findLiteralAddress(url);
  const reason = literal === undefined ? undefined : findAddressRefusal(literal);
  return reason === undefined ? undefined : `the address is not public (${reason})`;
}
