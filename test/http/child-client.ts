import { createHttpClient } from "../../src/sources/http/index.ts";

/** Run as a process of its own: origin, cache folder, interval, path prefix, number of requests. */
const [origin = "", cacheFolder = "", interval = "0", prefix = "", count = "0"] = process.argv.slice(2);
const client = createHttpClient({
  cacheFolder,
  userAgent: "stemma-test-child",
  trustedOrigins: [origin],
  hosts: { [new URL(origin).host]: { concurrency: 1, minimumIntervalMs: Number(interval) } },
});
const paths = Array.from({ length: Number(count) }, (_, index) => `/${prefix}/${index}`);
await Promise.all(paths.map((path) => client.get({ url: `${origin}${path}`, purpose: "api" })));
await client.close();
