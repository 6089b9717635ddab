/** What every way of nginx to find a peer for a request has in common. */
import type { Peer } from './peers.ts';

/** The next peer for one request that has tried these. */
export type Selection = (tried: ReadonlySet<Peer>) => Peer | undefined;

/** A hash that has met more peers in vain leaves it to the turns (`ngx_http_upstream_hash_module.c`). */
export const mostMisses = 20;
