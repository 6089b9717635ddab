/**
 * All firewalls of a run: those that connections pass, and those of hosts, which judge what comes from other machines.
 * What is dropped is sent again as TCP does it, by whoever opens the connection; the packets of an open connection are
 * lost for good.
 */
import { firstRetransmissionUs, synRetransmissions } from '../connect.ts';
import type { Network, Passage, Wall } from '../network.ts';
import type { Requests } from '../requests.ts';
import { resolveSettings } from '../settings.ts';
import { createCounters } from './counters.ts';
import { createFilter, type Filter, type Judgement } from './filter.ts';
import { createIcmpLimit } from './icmp-limit.ts';
import { ephemeralPort, isPassed, portOf, protocolOf } from './ports.ts';
import type { ConnectionState } from './rules.ts';
import { addressOfComponent, createIsFrom } from './sources.ts';
import { firstRulesetOf, ownersOf, rulesetOf } from './rulesets.ts';

/** A request's first packet, which opens its connection. */
interface Opening {
  readonly link: number;
  sentUs: number;
  waitUs: number;
  sent: number;
}

interface Guard {
  filter: Filter;
  readonly counters: ReturnType<typeof createCounters>;
}

export function createWall(network: Network, requests: Requests): Wall {
  const { run, agenda, recorder, links } = network;
  const guards = new Map(
    ownersOf(run).map((owner): [string, Guard] => [
      owner.id,
      {
        filter: createFilter(firstRulesetOf(owner)),
        counters: createCounters(agenda, recorder, owner.component),
      },
    ]),
  );
  const passable = run.components.map(isPassed);
  const isTcp = run.links.map((each) => protocolOf(each) === 'tcp');
  const ports = run.links.map((link) => portOf(run, link));
  const addresses = run.components.map((_, component) => addressOfComponent(run, component));
  /** Clients of which each request is a connection of its own. */
  const opensEach = run.components.map(
    (component) =>
      component.kind === 'client' &&
      resolveSettings('client', component.settings).connection !== 'kept',
  );
  /** Links over which a connection is open, with the component at its end. */
  const open = new Map<number, number>();
  const openings = new Map<number, Opening>();
  const mayRefuse = createIcmpLimit();

  /** The firewall, if any, between the ends of a link, for packets that arrive at `to`. */
  function guardAt(from: number, to: number): Guard | undefined {
    const [near, far] = [run.components[from], run.components[to]];
    if (far?.kind === 'firewall') return guards.get(far.id);
    if (far?.host === undefined || far.host === near?.host) return undefined;
    return guards.get(far.host);
  }

  function judge(passage: Passage): 'pass' | 'lost' | 'refused' {
    const { what, via, request } = passage;
    const link = links[via];
    if (!link) return 'pass';
    const isBack = what === 'answer';
    const [from, to] = isBack ? [link.toIndex, link.fromIndex] : [link.fromIndex, link.toIndex];
    const guard = guardAt(from, to);
    const opening = openings.get(request);
    const origin = passage.origin ?? opening?.link ?? via;
    const state = stateOf(passage, origin);
    const judgement = guard && ask(guard, passage, { from, origin, state });
    if (!judgement || judgement.verdict === 'accept') {
      if (!isBack && !passable[to]) arrived(origin, to);
      return 'pass';
    }
    // Whoever answers is told nothing that would reach the other side.
    const isTold = !isBack && refuses(judgement, link.fromIndex);
    const kind = isTold ? 'fw-rejected' : 'fw-dropped';
    recorder.event(kind, to, request, via, judgement.deciders.at(-1));
    if (isTold) return 'refused';
    const isSyn = state === 'new' && what === 'request' && isTcp[origin];
    if (isSyn && opening) sendAgain(request, opening);
    return 'lost';
  }

  const refuses = ({ verdict }: Judgement, sender: number): boolean =>
    verdict === 'tcp-reset' || (verdict === 'icmp' && mayRefuse(sender, agenda.nowUs));

  function portFor(via: number, request: number): number | undefined {
    const to = request < 0 ? undefined : requests.given(request)?.to;
    const link = run.links[via];
    return to === undefined || !link ? ports[via] : portOf(run, link, to);
  }

  function stateOf({ what }: Passage, origin: number): ConnectionState {
    if (what === 'answer') return 'established';
    return what === 'request' && open.has(origin) ? 'established' : 'new';
  }

  function ask(
    { filter, counters }: Guard,
    { what, via, request }: Passage,
    packet: {
      readonly from: number;
      readonly origin: number;
      readonly state: ConnectionState;
    },
  ): Judgement {
    const first = links[packet.origin];
    const sender = what === 'answer' ? packet.from : (first?.fromIndex ?? packet.from);
    const isClient = run.components[sender]?.kind === 'client' && request >= 0;
    const address = isClient ? requests.addressOf(request) : addresses[sender];
    const protocol = first ? protocolOf(first) : 'tcp';
    const port = what === 'answer' ? ephemeralPort : portFor(via, request);
    const judgement = filter(
      {
        state: packet.state,
        protocol,
        port: protocol === 'icmp' ? undefined : port,
        isFrom: createIsFrom(run, sender, address),
      },
      agenda.nowUs,
    );
    counters.count(judgement);
    return judgement;
  }

  /** A packet has come to the end of its way: a connection that is kept is open from then on. */
  function arrived(origin: number, end: number) {
    const { fromIndex } = links[origin] ?? { fromIndex: -1 };
    if (opensEach[fromIndex] && !open.has(origin)) return;
    if (network.faults[end] === 'refuse') open.delete(origin);
    else open.set(origin, end);
  }

  /** A lost SYN is sent again 1 s after it set out, then after twice as long each time, as in `network.connect`. */
  function sendAgain(request: number, opening: Opening) {
    if (opening.sent > synRetransmissions) return;
    const atUs = Math.max(opening.sentUs + opening.waitUs, agenda.nowUs);
    agenda.at(atUs, () => {
      if (openings.get(request) !== opening || recorder.hasEnded(request)) return;
      opening.sentUs = agenda.nowUs;
      opening.waitUs *= 2;
      opening.sent += 1;
      network.send(request, opening.link);
    });
  }

  return {
    judge,
    sent(request, link) {
      const { fromIndex } = links[link] ?? { fromIndex: -1 };
      if (passable[fromIndex] || openings.get(request)?.link === link) return;
      openings.set(request, {
        link,
        sentUs: agenda.nowUs,
        waitUs: firstRetransmissionUs,
        sent: 1,
      });
    },
    connected(link, end) {
      open.set(link, end);
    },
    leaves(request, component) {
      const link = openings.get(request)?.link ?? -1;
      if (links[link]?.fromIndex === component || recorder.hasEnded(request))
        openings.delete(request);
    },
    ended(component) {
      for (const [link, end] of open) if (end === component) open.delete(link);
    },
    replace(owner, name) {
      const guard = guards.get(owner);
      const found = ownersOf(run).find(({ id }) => id === owner);
      const ruleset = found && rulesetOf(found, name);
      if (!guard || !found || !ruleset) return;
      guard.filter = createFilter(ruleset.chains);
      guard.counters.clear();
      recorder.event('fw-replaced', found.component, -1, ruleset.index, 0);
    },
  };
}
