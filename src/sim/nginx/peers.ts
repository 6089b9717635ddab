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

/**
 * What nginx comes to think of a peer: it has failed `max_fails` times and is left out; it has failed again meanwhile, and
 * the pause begins anew; the pause is over and one request tries it; it has answered and takes part again.
 */
export type PeerChange =
  'server-left-out' | 'server-left-out-longer' | 'server-tried' | 'server-back';

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
  /** Asked by one request after a pause, and neither a failure nor that answer has come yet. */
  onTrial: boolean;
}

/**
 * @param seconds Tells the time in whole seconds.
 * @param tell Told of each change, and of the second from which on a request may try the peer.
 */
export function createPeers(
  peers: readonly Peer[],
  seconds: () => number,
  tell: (peer: Peer, change: PeerChange, until: number) => void = () => undefined,
): Peers {
  const standings = new Map<Peer, Standing>(
    peers.map((peer) => [
      peer,
      { current: 0, effective: peer.weight, fails: 0, accessed: 0, checked: 0, onTrial: false },
    ]),
  );
  const standingOf = (peer: Peer) => standings.get(peer) as Standing;
  const primaries = peers.filter(({ backup }) => !backup);
  const backups = peers.filter(({ backup }) => backup);
  const isSingle = peers.length === 1;

  function hasFailedTooOften(peer: Peer): boolean {
    return !isSingle && peer.maxFails > 0 && standingOf(peer).fails >= peer.maxFails;
  }

  const isOut = (peer: Peer): boolean => hasFailedTooOften(peer) && seconds() < pauseEnd(peer);

  /** The first second that is more than `fail_timeout` after the last failure, or the last trial. */
  function pauseEnd(peer: Peer): number {
    return standingOf(peer).checked + Math.floor(peer.failTimeoutMs / 1000) + 1;
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
    if (seconds() < pauseEnd(peer)) return peer;
    standing.checked = seconds();
    if (hasFailedTooOften(peer)) {
      standing.onTrial = true;
      tell(peer, 'server-tried', pauseEnd(peer));
    }
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
      if (standing.accessed >= standing.checked) return;
      if (hasFailedTooOften(peer)) tell(peer, 'server-back', seconds());
      standing.fails = 0;
      standing.onTrial = false;
    },
    failed(peer) {
      const standing = standingOf(peer);
      const wasOut = isOut(peer) && !standing.onTrial;
      const endBefore = pauseEnd(peer);
      standing.fails += 1;
      standing.accessed = seconds();
      standing.checked = seconds();
      standing.onTrial = false;
      if (peer.maxFails > 0) {
        const cost = Math.floor(peer.weight / peer.maxFails);
        standing.effective = Math.max(0, standing.effective - cost);
      }
      const end = pauseEnd(peer);
      if (!hasFailedTooOften(peer) || (wasOut && end === endBefore)) return;
      tell(peer, wasOut ? 'server-left-out-longer' : 'server-left-out', end);
    },
  };
}
