import { BlockList, isIP } from 'node:net'

type Subnet = readonly [network: string, prefix: number]

/** Special-purpose IPv4 space that is not globally reachable (IANA registry, RFC 6890), multicast and class E. */
const specialIpv4: readonly Subnet[] = [
  ['0.0.0.0', 8], // this host, unspecified
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, cloud metadata
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // IETF protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relay
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
]

/** All IPv6 that may be public lies here; everything else (mapped, local, link-local, multicast) fails closed. */
const globalIpv6: readonly Subnet[] = [['2000::', 3]]

const specialIpv6: readonly Subnet[] = [
  ['2001::', 23], // IETF protocol assignments: Teredo, benchmarking, ORCHID
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4, which carries any IPv4 address
  ['3fff::', 20], // documentation
]

const nat64Ipv6: readonly Subnet[] = [['64:ff9b::', 96]]

const localIpv4: readonly Subnet[] = [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
]

const localIpv6: readonly Subnet[] = [
  ['::1', 128],
  ['fc00::', 7],
]

function blockList(ipv4: readonly Subnet[], ipv6: readonly Subnet[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of ipv4) list.addSubnet(network, prefix, 'ipv4')
  for (const [network, prefix] of ipv6) list.addSubnet(network, prefix, 'ipv6')
  return list
}

const special = blockList(specialIpv4, specialIpv6)
const globalUnicast = blockList([], globalIpv6)
const nat64 = blockList([], nat64Ipv6)
const local = blockList(localIpv4, localIpv6)

/**
 * Whether an IP address is on the public internet. False for everything special-purpose and for what is not an
 * address. A NAT64 address (RFC 6052) counts as the IPv4 address inside it, which is where the packets end up:
 * a server that has only IPv6 reaches its allies that way.
 */
export function isPublicAddress(address: string): boolean {
  const family = familyOf(address)
  if (family === 'ipv4') return !special.check(address, 'ipv4')
  if (family !== 'ipv6') return false
  if (nat64.check(address, 'ipv6')) return isPublicAddress(embeddedIpv4(address))
  return globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6')
}

/** Whether an IP address is this machine or its private network. Link-local (cloud metadata) is neither. */
export function isLocalAddress(address: string): boolean {
  const family = familyOf(address)
  return family !== undefined && local.check(address, family)
}

/** Whether an IP address is this machine itself. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}

/** A zone ("fe80::1%eth0") names a network interface, so such an address is never one to judge. */
function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  if (address.includes('%')) return undefined
  const version = isIP(address)
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined
}

function embeddedIpv4(address: string): string {
  // The URL parser writes the shortest form, so the 32 bits after the prefix are what follows "::".
  const tail = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')[1] ?? ''
  const groups = tail.split(':').map((group) => Number.parseInt(group || '0', 16))
  const low = groups.at(-1) ?? 0
  const high = groups.at(-2) ?? 0
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
