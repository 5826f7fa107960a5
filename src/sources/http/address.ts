import { isIPv4, isIPv6 } from "node:net";

type Range = readonly [prefix: string, bits: number, reason: string];

const ipv4Refused: readonly Range[] = [
  ["0.0.0.0", 8, "unspecified"],
  ["10.0.0.0", 8, "private"],
  ["100.64.0.0", 10, "carrier-grade NAT"],
  ["127.0.0.0", 8, "loopback"],
  ["168.63.129.16", 32, "cloud metadata"],
  ["169.254.0.0", 16, "link-local or cloud metadata"],
  ["172.16.0.0", 12, "private"],
  ["192.0.0.0", 24, "protocol assignments"],
  ["192.0.2.0", 24, "documentation"],
  ["192.88.99.0", 24, "6to4 relay"],
  ["192.168.0.0", 16, "private"],
  ["198.18.0.0", 15, "benchmarking"],
  ["198.51.100.0", 24, "documentation"],
  ["203.0.113.0", 24, "documentation"],
  ["224.0.0.0", 4, "multicast"],
  ["240.0.0.0", 4, "reserved or broadcast"],
];

const ipv6Refused: readonly Range[] = [
  ["::", 128, "unspecified"],
  ["::1", 128, "loopback"],
  ["::ffff:0:0", 96, "IPv4-mapped"],
  ["::ffff:0:0:0", 96, "IPv4-translated"],
  ["::", 96, "IPv4-compatible"],
  ["64:ff9b::", 96, "NAT64"],
  ["64:ff9b:1::", 48, "local NAT64"],
  ["100::", 64, "discard-only"],
  ["2001::", 32, "Teredo"],
  ["2001::", 23, "protocol assignments"],
  ["2001:db8::", 32, "documentation"],
  ["2002::", 16, "6to4"],
  ["3fff::", 20, "documentation"],
  ["fc00::", 7, "unique-local"],
  ["fe80::", 10, "link-local"],
  ["fec0::", 10, "site-local"],
  ["ff00::", 8, "multicast"],
];

const globalUnicast: Range = ["2000::", 3, "global unicast"];

/**
 * Why an address in canonical text must not be connected to; undefined for a globally routed one. What is no address,
 * and an address with a zone, is refused too. IPv6 outside 2000::/3 is refused whether or not it has a name.
 */
export function findAddressRefusal(address: string): string | undefined {
  if (isIPv4(address)) return findRange(ipv4Refused, toIpv4Value(address), 32, toIpv4Value);
  if (!isIPv6(address) || address.includes("%")) return "not a plain address";
  const value = toIpv6Value(address);
  const reason = findRange(ipv6Refused, value, 128, toIpv6Value);
  if (reason !== undefined) return reason;
  return findRange([globalUnicast], value, 128, toIpv6Value) === undefined
    ? "not globally routed"
    : undefined;
}

function findRange(
  ranges: readonly Range[],
  value: bigint,
  width: number,
  toValue: (text: string) => bigint,
): string | undefined {
  const hit = ranges.find(([prefix, bits]) => {
    const shift = BigInt(width - bits);
    return value >> shift === toValue(prefix) >> shift;
  });
  return hit?.[2];
}

function toIpv4Value(text: string): bigint {
  return text.split(".").reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function toIpv6Value(text: string): bigint {
  const [head = "", tail] = text.split("::");
  const front = toGroups(head);
  const back = tail === undefined ? [] : toGroups(tail);
  const zeros = new Array<bigint>(8 - front.length - back.length).fill(0n);
  return [...front, ...zeros, ...back].reduce((value, group) => (value << 16n) | group, 0n);
}

function toGroups(text: string): bigint[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    if (!group.includes(".")) return [BigInt(`0x${group}`)];
    const value = toIpv4Value(group);
    return [value >> 16n, value & 0xffffn];
  });
}
