/** Whether a packet comes from where a rule says: an address, a block of them, a component or a host. */
import type { Run } from '../run.ts';
import { parseAddress } from '../workload.ts';

/** `10.0.0.0/8` or one address, as a test of an IPv4 address given as a number. */
export function parseBlock(block: string): (address: number) => boolean {
  const [network = '', bits = '32'] = block.split('/');
  const length = Number(bits);
  const mask = length === 0 ? 0 : -1 << (32 - length);
  const place = parseAddress(network) & mask;
  return (address) => (address & mask) === place;
}

export const isBlock = (source: string): boolean => /^\d+(\.\d+){3}(\/\d+)?$/.test(source);

/** The IPv4 address of a component, where the run gives one: its own, or one of its host's. */
export function addressOfComponent({ components }: Run, component: number): number | undefined {
  const { id, host } = components[component] ?? {};
  const given = components.filter(
    (each) =>
      each.address !== undefined && (each.id === id || (host !== undefined && each.host === host)),
  );
  const own = given.find((each) => each.id === id) ?? given[0];
  const [address = ''] = own?.address?.split(':') ?? [];
  return isBlock(address) ? parseAddress(address) : undefined;
}

/**
 * @param component Who sends the packet.
 * @param address Its IPv4 address, where it has one.
 */
export function createIsFrom(run: Run, component: number, address: number | undefined) {
  const sender = run.components[component];
  return (source: string): boolean =>
    isBlock(source)
      ? address !== undefined && parseBlock(source)(address)
      : source === sender?.id || source === sender?.host;
}
