import { BlockList, isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAddressRefusal } from "./address.ts";

const refused: readonly [address: string, reason: string][] = [
  ["0.0.0.0", "unspecified"],
  ["10.1.2.3", "private"],
  ["100.64.0.1", "carrier-grade NAT"],
  ["100.100.100.200", "carrier-grade NAT"],
  ["127.255.255.254", "loopback"],
  ["168.63.129.16", "cloud metadata"],
  ["169.254.169.254", "link-local or cloud metadata"],
  ["172.31.255.255", "private"],
  ["192.0.0.192", "protocol assignments"],
  ["192.0.2.1", "documentation"],
  ["192.168.0.1", "private"],
  ["198.19.0.1", "benchmarking"],
  ["224.0.0.1", "multicast"],
  ["255.255.255.255", "reserved or broadcast"],
  ["::", "unspecified"],
  ["::1", "loopback"],
  ["0:0:0:0:0:0:0:1", "loopback"],
  ["::ffff:127.0.0.1", "IPv4-mapped"],
  ["::ffff:7f00:1", "IPv4-mapped"],
  ["::ffff:8.8.8.8", "IPv4-mapped"],
  ["::127.0.0.1", "IPv4-compatible"],
  ["64:ff9b::10.0.0.1", "NAT64"],
  ["64:ff9b:1:2::1", "local NAT64"],
  ["2001::1", "Teredo"],
  ["2001:db8::1", "documentation"],
  ["2002:7f00:1::", "6to4"],
  ["3fff::1", "documentation"],
  ["fd00:ec2::254", "unique-local"],
  ["fe80::1", "link-local"],
  ["febf::1", "link-local"],
  ["ff02::1", "multicast"],
  ["5f00::1", "not globally routed"],
  ["fe80::1%eth0", "not a plain address"],
  ["example.org", "not a plain address"],
  ["", "not a plain address"],
];

const open = [
  "1.1.1.1",
  "8.8.8.8",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "192.167.255.255",
  "223.255.255.255",
  "2606:4700:4700::1111",
  "2a00:1450:4001:81b::200e",
  "2001:4860:4860::8888",
  "2003::1",
];

describe("findAddressRefusal", () => {
  it.each(refused)("refuses %s as %s", (address, reason) => {
    expect(findAddressRefusal(address)).toBe(reason);
  });

  it.each(open)("lets %s pass", (address) => {
    expect(findAddressRefusal(address)).toBeUndefined();
  });

  it("judges every IPv4 address as the system's block list does", () => {
    const list = createIpv4Oracle();
    const nearEdges = fc
      .tuple(
        fc.constantFrom(...refused.map(([address]) => address).filter(isIPv4)),
        fc.integer({ min: -3, max: 3 }),
      )
      .map(([address, step]) => toIpv4Text((toIpv4Number(address) + step + 2 ** 32) % 2 ** 32));
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), nearEdges), (address) => {
        expect(findAddressRefusal(address) !== undefined).toBe(list.check(address));
      }),
      { numRuns: 2_000 },
    );
  });

  it("refuses every IPv4 address that is wrapped into an IPv6 one", () => {
    const wrappers = ["::ffff:", "::", "64:ff9b::", "64:ff9b:1::", "::ffff:0:"];
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom(...wrappers), (address, wrapper) => {
        expect(findAddressRefusal(`${wrapper}${address}`)).toBeDefined();
      }),
    );
  });

  it("gives one judgement for every spelling of an IPv6 address", () => {
    fc.assert(
      fc.property(fc.ipV6().filter(isIPv6), (address) => {
        const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
        expect(findAddressRefusal(address)).toBe(findAddressRefusal(canonical));
      }),
    );
  });

  it("lets no IPv6 address outside 2000::/3 pass", () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const isGlobal = Number.parseInt(groups[0]!, 16) >> 13 === 1;
        fc.pre(!isGlobal);
        expect(findAddressRefusal(groups.join(":"))).toBeDefined();
      }),
    );
  });
});

function createIpv4Oracle(): BlockList {
  const list = new BlockList();
  const ranges =
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 " +
    "192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3";
  for (const range of ranges.split(" ")) {
    const [prefix = "", bits] = range.split("/");
    list.addSubnet(prefix, Number(bits));
  }
  return list;
}

function toIpv4Number(address: string): number {
  return address.split(".").reduce((value, part) => value * 256 + Number(part), 0);
}

function toIpv4Text(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join(".");
}
