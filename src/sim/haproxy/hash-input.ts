/**
 * What HAProxy hashes of a request. HAProxy 2.6 configuration manual, `balance` and `hash-type`: the client's address,
 * or the path up to the question mark; with `avalanche` mixed once more.
 */
import { createRandom } from '../random.ts';
import type { Requests } from '../requests.ts';
import type { Settings } from '../settings.ts';
import { avalanche, sdbm } from './hash.ts';
import type { HashInput } from './server.ts';

type HashSettings = Pick<Settings<'haproxy'>, 'balance' | 'hash_type' | 'hash_avalanche'>;

const noInput: HashInput = () => 0;

/** @param id The load balancer's, for the random numbers of `balance random`. */
export function createHashInput(
  { balance, hash_type, hash_avalanche }: HashSettings,
  { addressOf, pathOf }: Pick<Requests, 'addressOf' | 'pathOf'>,
  seed: number,
  id: string,
): (request: number) => HashInput {
  const mixes = hash_avalanche === 'auto' ? hash_type === 'consistent' : hash_avalanche === 'on';
  const finish = mixes ? avalanche : (hash: number) => hash;
  switch (balance) {
    case 'source':
      return (request) => () => finish(addressOf(request));
    case 'uri':
      return (request) => () => finish(sdbm(pathOf(request).split('?', 1)[0] ?? ''));
    case 'random':
      return (request) => {
        const random = createRandom(seed, id, 'random', request);
        return () => random() * 4294967296;
      };
    default:
      return () => noInput;
  }
}
