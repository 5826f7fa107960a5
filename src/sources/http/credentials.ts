/** A secret that goes to exactly one origin, as the value of the Authorization header (`Bearer …`). */
export interface HttpCredential {
  readonly origin: string;
  readonly header: string;
}

export interface Credentials {
  findHeader(origin: string): string | undefined;
  /** Whether bytes that are about to be kept contain one of the secrets. */
  isLeakedBy(bytes: Uint8Array): boolean;
  redact(text: string): string;
}

const secretParameter =
  /(^|[-_.])(key|sig|auth|code|policy|credentials?|key-pair-id)$|(token|secret|signature|password|passwd|apikey)$|^x-(amz|goog)-/i;
const hiddenValue = "hidden";

export function createCredentials(entries: readonly HttpCredential[]): Credentials {
  const headers = new Map(entries.map((entry) => [entry.origin, entry.header]));
  const secrets = [...headers.values()]
    .map((header) => header.replace(/^\S+\s+/, ""))
    .filter((secret) => secret.length > 0);
  return {
    findHeader: (origin) => headers.get(origin),
    isLeakedBy: (bytes) => {
      const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return secrets.some((secret) => view.includes(secret));
    },
    redact: (text) => secrets.reduce((safe, secret) => safe.replaceAll(secret, hiddenValue), text),
  };
}

/** The address as it may be shown and kept: without user, password and fragment, secret-looking parameters hidden. */
export function toSafeUrl(url: URL): string {
  const safe = new URL(url);
  safe.username = "";
  safe.password = "";
  safe.hash = "";
  const names = new Set([...safe.searchParams.keys()].filter((name) => secretParameter.test(name)));
  for (const name of names) safe.searchParams.set(name, hiddenValue);
  return safe.href;
}
