// Networks told apart by what a provider has, and no address named.
import { expect, test } from "vitest";
import { networkOf, originOf } from "./origin.ts";

test.each([
  ["198.51.100.7", "198.51.7.250"],
  ["::ffff:198.51.100.7", "198.51.9.9"],
  ["2001:db8:1::7", "2001:db8:ffff:2:3:4:5:6"],
  ["2001:0db8::1", "2001:DB8::2"],
  ["10.1.2.3", "10.1.200.1"],
  ["::1", "127.0.0.1"],
])("%s and %s are of one network", (one, other) => expect(networkOf(one)).toBe(networkOf(other)));

test.each([
  ["198.51.100.7", "203.0.113.9"],
  ["10.1.2.3", "10.2.2.3"],
  ["2001:db8::1", "2001:db9::1"],
  ["2001::1", "2001:0:1::1".replace("0", "5")],
  ["10.1.2.3", "198.51.100.7"],
])("%s and %s are of two", (one, other) => expect(networkOf(one)).not.toBe(networkOf(other)));

test.each([
  "198.51.100.7",
  "2001:db8::1",
  "10.1.2.3",
  "not an address",
])("%s cannot be read from it", (address) => {
  for (const tag of [networkOf(address), originOf(address)])
    expect(tag).toMatch(/^(local|(private|public|unknown)-[0-9a-f]{3})$/);
});
