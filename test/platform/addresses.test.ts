import { expect, test } from 'vitest'
import { isLocalAddress, isLoopbackAddress, isPublicAddress } from '../../src/platform/addresses.ts'

test.each([
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.0.1.0',
  '192.167.255.255',
  '192.169.0.0',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2001:200::',
  '2606:4700::1111',
  '2a00:1450::1',
  '3ffe::1',
  '64:ff9b::808:808',
  '64:ff9b::8.8.8.8',
])('%s is on the public internet', (address) => {
  expect(isPublicAddress(address)).toBe(true)
  expect(isLocalAddress(address)).toBe(false)
})

test.each([
  ['unspecified', ['0.0.0.0', '0.1.2.3', '::']],
  [
    'private',
    ['10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.0', '192.168.255.255'],
  ],
  ['unique local', ['fc00::', 'fd12:3456::1', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']],
  ['carrier-grade NAT', ['100.64.0.0', '100.127.255.255']],
  ['loopback', ['127.0.0.1', '127.255.255.255', '::1', '0:0:0:0:0:0:0:1']],
  ['link-local', ['169.254.0.1', '169.254.169.254', 'fe80::1', 'febf::1', 'fe80::1%lo']],
  ['site-local', ['fec0::1']],
  ['protocol assignments', ['192.0.0.1', '192.88.99.1', '2001::1', '2001:1ff:ffff::']],
  ['documentation', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1', '3fff:fff::1']],
  ['benchmarking', ['198.18.0.0', '198.19.255.255', '2001:2::1']],
  ['multicast', ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1']],
  ['reserved', ['240.0.0.1', '255.255.255.255', '4000::1', '5f00::1', '100::1', '8000::1']],
  ['IPv4-mapped', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::ffff:a9fe:a9fe']],
  ['IPv4-compatible', ['::127.0.0.1', '::7f00:1', '::8.8.8.8', '::ffff:0:127.0.0.1']],
  ['6to4 and Teredo', ['2002:7f00:1::', '2002:808:808::1', '2001:0:4136:e378::1']],
  [
    'NAT64 of what is not public',
    [
      '64:ff9b::7f00:1',
      '64:ff9b::127.0.0.1',
      '64:ff9b::a00:1',
      '64:ff9b::a9fe:a9fe',
      '64:ff9b::',
      '64:ff9b::1',
      '64:ff9b:1::808:808',
    ],
  ],
  [
    'no address',
    ['', 'localhost', '127.1', '0x7f000001', '2130706433', '[::1]', '1.1.1.1%eth0', '1.1.1.1:443'],
  ],
])('%s is not on the public internet', (_, addresses) => {
  for (const address of addresses) expect(isPublicAddress(address), address).toBe(false)
})

test('this machine and its private network are local', () => {
  for (const address of ['127.0.0.1', '::1', '10.1.2.3', '172.20.0.1', '192.168.1.4', 'fd00::1']) {
    expect(isLocalAddress(address), address).toBe(true)
  }
})

test('cloud metadata, link-local and unspecified addresses are not even local', () => {
  for (const address of [
    '169.254.169.254',
    'fe80::1',
    'fe80::1%lo',
    '0.0.0.0',
    '::',
    '100.64.0.1',
    '',
    'localhost',
  ]) {
    expect(isLocalAddress(address), address).toBe(false)
  }
})

test('only this machine itself is loopback', () => {
  for (const address of ['127.0.0.1', '127.8.9.10', '::1'])
    expect(isLoopbackAddress(address), address).toBe(true)
  for (const address of ['128.0.0.1', '0.0.0.0', '::', '10.0.0.1', '127.example.org', '127.1', '']) {
    expect(isLoopbackAddress(address), address).toBe(false)
  }
})
