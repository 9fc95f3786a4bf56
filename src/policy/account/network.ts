/** The eight groups of an IPv6 address. */
const groupsOf = (address: string): ReadonlyArray<string> => {
  const [before = "", after] = address.split("::");
  const parts = (text: string): ReadonlyArray<string> => (text === "" ? [] : text.split(":"));
  if (after === undefined) return parts(before);
  const [left, right] = [parts(before), parts(after)];
  return [
    ...left,
    ...Array.from({ length: Math.max(8 - left.length - right.length, 0) }, () => "0"),
    ...right,
  ];
};

/**
 * The part of an IP address that identifies the sender: the whole of an IPv4 address; the first half of an IPv6
 * address, because any sender can change the second half at will (RFC 4291).
 */
export const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  return address.includes(":") ? `${groupsOf(address).slice(0, 4).join(":")}::/64` : address;
};
