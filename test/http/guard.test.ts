import net from "node:net";
import tls from "node:tls";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { AddressLookup } from "../../src/sources/http/index.ts";
import { catchError, createHttpFixture, toText } from "./http-fixture.ts";
import { answer, type LoopbackServer, redirect, startServer } from "./loopback-server.ts";

const fixture = createHttpFixture();
const publicAddress = "93.184.215.14";

/** Loopback, private, link-local, metadata, shared, multicast, wrapped: as a person hostile to us would write them. */
const hostileAddresses = [
  "http://127.0.0.1/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0x7f.0.0.1/",
  "http://0177.0.0.1/",
  "http://017700000001/",
  "http://127.0.0.1./",
  "http://１２７.０.０.１/",
  "http://①②⑦.0.0.1/",
  "http://127。0。0。1/",
  "http://127%2e0%2e0%2e1/",
  "http://%6cocalhost/",
  "http://0/",
  "http://0.0.0.0/",
  "http://localhost/",
  "http://LOCALHOST./",
  "http://localhost../",
  "http://api.localhost/",
  "http://api.localhost./",
  "http://10.0.0.1/",
  "http://172.16.0.1/",
  "http://192.168.1.1/",
  "http://169.254.169.254/latest/meta-data/",
  "http://0xa9fea9fe/",
  "http://100.64.0.1/",
  "http://224.0.0.1/",
  "http://255.255.255.255/",
  "http://[::1]/",
  "http://[::]/",
  "http://[0:0:0:0:0:0:0:1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://[::127.0.0.1]/",
  "http://[64:ff9b::127.0.0.1]/",
  "http://[64:ff9b::a9fe:a9fe]/",
  "http://[64:ff9b:1::a00:1]/",
  "http://[2002:7f00:1::]/",
  "http://[2001:0:7f00:1::]/",
  "http://[fc00::1]/",
  "http://[fd00:ec2::254]/",
  "http://[fe80::1]/",
  "http://[ff02::1]/",
  "https://127.0.0.1/",
  "http:\\\\127.0.0.1\\",
  "http:127.0.0.1",
];

afterEach(() => {
  vi.restoreAllMocks();
});

describe("addresses that are never opened", () => {
  it.each(hostileAddresses)("%s", async (url) => {
    const sockets = [vi.spyOn(net, "connect"), vi.spyOn(tls, "connect")];
    const lookup = vi.fn<AddressLookup>(async () => [publicAddress]);
    const error = await catchError(fixture.createClient({ lookup }).get({ url, purpose: "page" }));
    expect(error.code).toBe("refused");
    expect(error.message).toMatch(/loopback|not public|host is empty/);
    expect(lookup).not.toHaveBeenCalled();
    for (const socket of sockets) expect(socket).not.toHaveBeenCalled();
  });

  it("stay closed when a page redirects to them", async () => {
    const pages = hostileAddresses.filter((url) => url.startsWith("http://"));
    const replies = Object.fromEntries(
      pages.map((url, index) => [`/${index}`, redirect(url.replace(/[^ -~]/g, encodeURIComponent))]),
    );
    const server = await fixture.serve(replies);
    const client = fixture.createClient({ trustedOrigins: [server.origin] });
    for (const index of pages.keys()) {
      const error = await catchError(client.get({ url: `${server.origin}/${index}`, purpose: "page" }));
      expect(error.code).toBe("refused");
      expect(error.message).toContain("redirected from");
    }
    expect(client.counts.requests).toBe(pages.length);
  });

  it.each([
    ["file:///etc/passwd", "scheme"],
    ["ftp://example.org/", "scheme"],
    ["gopher://example.org/", "scheme"],
    ["http://example.org:22/", "port 22"],
    ["http://example.org:6379/", "port 6379"],
    ["http://user:hunter2@example.org/", "user name"],
    ["//example.org/", "not a URL"],
  ])("%s is refused for its %s", async (url, reason) => {
    const error = await catchError(fixture.createClient().get({ url, purpose: "page" }));
    expect(error.code).toBe("refused");
    expect(error.message).toContain(reason);
    expect(`${error.message}${error.hint}`).not.toContain("hunter2");
  });

  it("a trusted origin opens itself only, not its neighbours", async () => {
    const trusted = await fixture.serve({ "*": answer("mine") });
    const neighbour = await fixture.serve({ "*": answer("not yours") });
    const client = fixture.createClient({ trustedOrigins: [`${trusted.origin}/hub/`] });
    expect(toText(await client.get({ url: `${trusted.origin}/x`, purpose: "page" }))).toBe("mine");
    const others = [neighbour.origin, trusted.origin.replace("127.0.0.1", "localhost"), `http://127.0.0.1/`];
    for (const url of others) {
      expect((await catchError(client.get({ url, purpose: "page" }))).code).toBe("refused");
    }
    expect(neighbour.journal).toEqual([]);
  });
});

describe("names and what they resolve to", () => {
  const hostileAnswers = [
    ["127.0.0.1"],
    [publicAddress, "127.0.0.1"],
    ["127.0.0.1", publicAddress],
    ["::1"],
    ["::ffff:127.0.0.1"],
    ["64:ff9b::7f00:1"],
    ["169.254.169.254"],
  ];

  it.each(hostileAnswers.map((addresses) => [addresses]))("a name for %j is refused", async (addresses) => {
    const listener = await startOnOpenPort();
    const lookup = async () => addresses;
    const client = fixture.createClient({ lookup });
    const url = `http://innocent.example:${listener.port}/`;
    const error = await catchError(client.get({ url, purpose: "page" }));
    await listener.close();
    expect(error.code).toBe("refused");
    expect(error.message).toContain("innocent.example");
    expect(listener.journal).toEqual([]);
  });

  it("connects to the address that was checked, asking the resolver once (rebinding)", async () => {
    const listener = await fixture.serve({ "*": answer("secret") });
    const answers = [[publicAddress], ["127.0.0.1"]];
    const lookup = vi.fn<AddressLookup>(async () => answers.shift() ?? ["127.0.0.1"]);
    const offered: string[] = [];
    // The rogue network of this test leads the checked address to the listener on this machine.
    const original = net.connect.bind(net) as (options: net.NetConnectOpts) => net.Socket;
    vi.spyOn(net, "connect").mockImplementation(((options: net.TcpNetConnectOpts) =>
      original({
        ...options,
        port: listener.port,
        lookup: (hostname, settings, done) =>
          options.lookup!(hostname, settings, (error, addresses, family) => {
            offered.push(
              ...[addresses].flat().map((entry) => (typeof entry === "string" ? entry : entry.address)),
            );
            if (error !== null) return done(error, addresses, family);
            done(null, [{ address: "127.0.0.1", family: 4 }]);
          }),
      })) as unknown as typeof net.connect);
    const client = fixture.createClient({ lookup, maxTries: 1 });
    const error = await catchError(client.get({ url: "http://rebind.example/", purpose: "page" }));
    expect(lookup).toHaveBeenCalledTimes(1);
    expect(offered).toEqual([publicAddress]);
    expect(error.code).toBe("refused");
    expect(listener.journal).toEqual([]);
  });
});

describe("redirects", () => {
  it("are followed and told hop by hop", async () => {
    const server = await fixture.serve({
      "/a": redirect("/b", 307),
      "/b": redirect("c?x=1#part", 301),
      "/c?x=1": answer("here"),
    });
    const client = fixture.createClient({ trustedOrigins: [server.origin] });
    const response = await client.get({ url: `${server.origin}/a#top`, purpose: "page" });
    expect(response.hops).toEqual(["/a", "/b", "/c?x=1"].map((path) => `${server.origin}${path}`));
    expect(response.url).toBe(`${server.origin}/c?x=1`);
    expect(toText(response)).toBe("here");
  });

  it("end after ten", async () => {
    const server = await fixture.serve({
      "*": (request, response) => {
        response.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end();
      },
    });
    const client = fixture.createClient({ trustedOrigins: [server.origin] });
    const error = await catchError(client.get({ url: `${server.origin}/0`, purpose: "page" }));
    expect([error.code, server.journal.length]).toEqual(["refused", 11]);
    expect(error.message).toContain("more than 10 redirects");
  });

  it("that go in a circle are noticed", async () => {
    const server = await fixture.serve({ "/a": redirect("/b"), "/b": redirect("/a") });
    const client = fixture.createClient({ trustedOrigins: [server.origin] });
    const error = await catchError(client.get({ url: `${server.origin}/a`, purpose: "page" }));
    expect([error.code, server.journal.length]).toEqual(["refused", 2]);
    expect(error.message).toContain("circle");
  });

  it("never lead where only an outsider points: public page to a trusted local one", async () => {
    const { createUrlGuard } = await import("../../src/sources/http/url-guard.ts");
    const guard = createUrlGuard(["http://127.0.0.1:3000"]);
    const page = guard.check("https://blog.example/post");
    expect(() => guard.check("http://127.0.0.1:3000/admin", page)).toThrow(/https to http/);
    const plainPage = guard.check("http://blog.example/post");
    expect(() => guard.check("http://127.0.0.1:3000/admin", plainPage)).toThrow(/port 3000|not public/);
    expect(() => guard.check("http://elsewhere.example/", page)).toThrow(/https to http/);
  });
});

describe("credentials", () => {
  const header = "Bearer hf_not_a_real_token";

  it("go to their origin and nowhere else", async () => {
    const cdn = await fixture.serve({ "/file": answer("bytes") });
    const hub = await fixture.serve({
      "/card": answer("card"),
      "/large": (_request, response) => {
        response.writeHead(302, { location: `${cdn.origin}/file?X-Amz-Signature=abc` }).end();
      },
    });
    const evil = await fixture.serve({ "/": redirect(`${hub.origin}/card`) });
    const client = fixture.createClient({
      trustedOrigins: [hub.origin, cdn.origin, evil.origin],
      credentials: [{ origin: hub.origin, header }],
    });
    const headers = { "X-Api-Version": "1" };
    await client.get({ url: `${hub.origin}/card`, purpose: "api", headers });
    await client.get({ url: `${hub.origin}/large`, purpose: "api", headers });
    await client.get({ url: `${evil.origin}/`, purpose: "api", headers });
    const sent = (server: LoopbackServer) =>
      server.journal.map((entry) => entry.headers.authorization ?? "none");
    expect(sent(hub)).toEqual([header, header, "none"]);
    expect(sent(cdn)).toEqual(["none"]);
    expect(sent(evil)).toEqual(["none"]);
    expect(cdn.journal[0]!.headers["x-api-version"]).toBeUndefined();
    expect(cdn.journal[0]!.headers.cookie).toBeUndefined();
  });

  it("may not be put into a request by hand", async () => {
    const request = {
      url: "https://example.org/",
      purpose: "api",
      headers: { Authorization: header },
    } as const;
    const error = await catchError(fixture.createClient().get(request));
    expect(error.code).toBe("unexpected");
    expect(error.message).not.toContain("hf_");
  });

  it("and signed addresses never show in errors, waits or addresses", async () => {
    const waits: unknown[] = [];
    const server = await fixture.serve({
      "*": (_request, response) => response.writeHead(500).end(header),
    });
    const client = fixture.createClient({
      trustedOrigins: [server.origin],
      credentials: [{ origin: server.origin, header }],
      clock: { now: () => Date.now(), sleep: async () => {} },
      onWait: (wait) => waits.push(wait),
    });
    const url = `${server.origin}/x?page=2&X-Amz-Signature=s3cr3t&token=s3cr3t`;
    const error = await catchError(client.get({ url, purpose: "api" }));
    const shown = JSON.stringify([error.message, error.hint, error.stack, String(error.cause), waits]);
    expect(error.code).toBe("network");
    expect(error.message).toContain("page=2");
    expect(error.message).toContain("500");
    expect(shown).not.toContain("s3cr3t");
    expect(shown).not.toContain("hf_not_a_real_token");
  });
});

async function startOnOpenPort(): Promise<LoopbackServer> {
  for (const port of [8443, 8080, 443, 80]) {
    const server = await startServer({ "*": answer("secret") }, { port }).catch(() => undefined);
    if (server !== undefined) return server;
  }
  throw new Error("none of the ports that are open to strangers is free on this machine");
}
