/**
 * The servers of nginx's `upstream`: smooth weighted round robin with passive health checks. Worked out from nginx 1.22's
 * `ngx_http_upstream_round_robin.c`, the documentation of `max_fails` and `fail_timeout`
 * (https://nginx.org/en/docs/http/ngx_http_upstream_module.html#server) and recorded runs.
 */

/** A server of an `upstream` block. */
export interface Peer {
  /** Index in `run.components`. */
  readonly component: number;
  /** Index of the link that leads to it. */
  readonly link: number;
  /** As the configuration names it, `address:port`. */
  readonly address: string;
  readonly weight: number;
  readonly backup: boolean;
  readonly maxFails: number;
  readonly failTimeoutMs: number;
}

export interface Peers {
  /** The only peer. It is never taken out: there would be nobody to ask. */
  readonly isSingle: boolean;
  /** The next peer in turn that this request has not tried; backups when no other is left. */
  readonly choose: (tried: ReadonlySet<Peer>) => Peer | undefined;
  /** Takes this peer, found otherwise than by its turn; `undefined` when it has been tried, or is out. */
  take(peer: Peer, tried: ReadonlySet<Peer>): Peer | undefined;
  /** As `take`, and it counts as the peer's turn among all that have its address. */
  takeTurn(peer: Peer, tried: ReadonlySet<Peer>): Peer | undefined;
  succeeded(peer: Peer): void;
  failed(peer: Peer): void;
}

interface Standing {
  current: number;
  effective: number;
  fails: number;
  /** Whole seconds, as nginx keeps time. */
  accessed: number;
  checked: number;
}

/** @param seconds Tells the time in whole seconds. */
export function createPeers(peers: readonly Peer[], seconds: () => number): Peers {
  const standings = new Map<Peer, Standing>(
    peers.map((peer) => [
      peer,
      { current: 0, effective: peer.weight, fails: 0, accessed: 0, checked: 0 },
    ]),
  );
  const standingOf = (peer: Peer) => standings.get(peer) as Standing;
  const primaries = peers.filter(({ backup }) => !backup);
  const backups = peers.filter(({ backup }) => backup);
  const isSingle = peers.length === 1;

  function isOut(peer: Peer): boolean {
    const { fails, checked } = standingOf(peer);
    if (isSingle || peer.maxFails === 0 || fails < peer.maxFails) return false;
    return (seconds() - checked) * 1000 <= peer.failTimeoutMs;
  }

  function chooseAmong(group: readonly Peer[], tried: ReadonlySet<Peer>): Peer | undefined {
    let total = 0;
    let best: Peer | undefined;
    for (const peer of group) {
      if (tried.has(peer) || isOut(peer)) continue;
      const standing = standingOf(peer);
      standing.current += standing.effective;
      total += standing.effective;
      if (standing.effective < peer.weight) standing.effective += 1;
      if (!best || standing.current > standingOf(best).current) best = peer;
    }
    if (!best) return undefined;
    const standing = standingOf(best);
    standing.current -= total;
    return ask(best);
  }

  /** After the pause a peer is asked by one request, and by no other until that has its answer. */
  function ask(peer: Peer): Peer {
    const standing = standingOf(peer);
    if ((seconds() - standing.checked) * 1000 > peer.failTimeoutMs) standing.checked = seconds();
    return peer;
  }

  return {
    isSingle,
    take: (peer, tried) => (tried.has(peer) || isOut(peer) ? undefined : ask(peer)),
    takeTurn: (peer, tried) => chooseAmong([peer], tried),
    choose: (tried) => chooseAmong(primaries, tried) ?? chooseAmong(backups, tried),
    succeeded(peer) {
      const standing = standingOf(peer);
      // Only a success after the pause clears the failures.
      if (standing.accessed < standing.checked) standing.fails = 0;
    },
    failed(peer) {
      const standing = standingOf(peer);
      standing.fails += 1;
      standing.accessed = seconds();
      standing.checked = seconds();
      if (peer.maxFails > 0) {
        const cost = Math.floor(peer.weight / peer.maxFails);
        standing.effective = Math.max(0, standing.effective - cost);
      }
    },
  };
}
