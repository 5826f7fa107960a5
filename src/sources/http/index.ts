export {
  pruneCache,
  readCacheUsage,
} from "./cache-usage.ts";
export type { HttpClock } from "./clock.ts";
export type { AddressLookup } from "./connector.ts";
export { createHttpClient, type HttpClientOptions } from "./create-http-client.ts";
export type { HttpCredential } from "./credentials.ts";
export { createGuardedFetch, type GuardedFetch, type GuardedFetchOptions } from "./guarded-fetch.ts";
export { defaultHostPolicies } from "./host-policy.ts";
export type { HttpClient, HttpWait } from "./http-client.ts";
