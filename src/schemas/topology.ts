import {
  carriesRequests,
  givenRequests,
  type Carriage,
  type ComponentKind,
  type Link,
  type Run,
} from '#sim/run.ts';
import { notAllowed } from './closest.ts';
import { report, type Context } from './cross-check.ts';
import { isMeasuring } from './monitoring.ts';

interface Ends {
  readonly from: readonly ComponentKind[];
  readonly to: readonly ComponentKind[];
}

/** What a link that carries something other than requests may join. */
const endsOf: Readonly<Partial<Record<Carriage, Ends>>> = {
  files: { from: ['app'], to: ['files'] },
  queries: { from: ['client'], to: ['dns'] },
  reads: { from: ['app'], to: ['database'] },
  writes: { from: ['app'], to: ['database'] },
  replication: { from: ['database'], to: ['database'] },
  metrics: { from: ['collector', 'probe'], to: ['monitor'] },
  polls: {
    from: ['monitor'],
    to: ['firewall', 'load-balancer', 'web', 'app', 'files', 'database'],
  },
};

/** Requests must have one way from the one client to every component; only load balancers and virtual addresses choose between ways. */
export function checkTopology(run: Run, context: Context<unknown>): void {
  const { components, links } = run;
  const isWhole = links.map((link, index) => checkEnds(run, link, index, context)).every(Boolean);
  const clients = components.filter(({ kind }) => kind === 'client');
  const users = clients.filter(({ id }, index) => index === 0 || !sendsGiven(run, id));
  if (users.length !== 1) {
    report(
      context,
      ['components'],
      `must hold one component of kind client, not ${users.length}; others send only requests that name them as \`from\``,
    );
  }
  // What follows would only repeat what is wrong with the links' ends.
  if (!isWhole || users.length !== 1) return;

  checkRepetitions(links, context);
  checkSources(links, context);
  checkGiven(run, context);
  for (const [index, link] of links.entries()) checkJoined(run, link, index, context);
  const ways = links.filter(carriesRequests);
  for (const [index, { id, kind }] of components.entries()) {
    const behind = ways.filter(({ from }) => from === id).length;
    const chooses = kind === 'client' ? choosesLinks(run, id) : asksDatabases(run, id);
    const problem = chooses ? undefined : problemOf(kind, id, behind);
    if (problem) report(context, ['components', index], problem);
  }
  const reached = new Set(clients.flatMap(({ id }) => [...reachedFrom(id, links)]));
  for (const [index, component] of components.entries()) {
    const { id } = component;
    if (!reached.has(id) && !isMeasuring(component)) {
      report(context, ['components', index], `no link leads from the client to “${id}”`);
    }
  }
  for (const link of ways) {
    if (components.find(({ id }) => id === link.to)?.kind === 'dns') {
      report(context, ['links', links.indexOf(link)], `“${link.to}” gets queries, not requests`);
    }
    const target = components.find(({ id }) => id === link.to);
    if (target && isMeasuring(target)) {
      report(context, ['links', links.indexOf(link)], `no requests go to “${link.to}”`);
    }
  }
  for (const [index, { from, to }] of links.entries()) {
    if (carriesRequests(links[index] as Link) && reachedFrom(to, ways).has(from)) {
      report(
        context,
        ['links', index],
        `requests would go in a circle from “${from}” to “${from}”`,
      );
    }
  }
}

/** Given requests come from clients, and go where a link leads from them. */
function checkGiven(run: Run, context: Context<unknown>) {
  const { components, links, workload } = run;
  const idsOf = (wanted: ComponentKind) =>
    components.filter(({ kind }) => kind === wanted).map(({ id }) => id);
  const clients = idsOf('client');
  const databases = idsOf('database');
  const lists = {
    also: workload.also,
    requests: workload.mode === 'given' ? workload.requests : [],
  };
  for (const [list, requests = []] of Object.entries(lists)) {
    for (const [
      index,
      { from = clients[0] ?? '', to, after_request: after = 0, database },
    ] of requests.entries()) {
      const path = ['workload', list, index];
      if (!clients.includes(from)) {
        report(context, [...path, 'from'], notAllowed('client', from, clients));
      } else if (to !== undefined && !reachedFrom(from, links).has(to)) {
        report(context, [...path, 'to'], `no link leads from “${from}” to “${to}”`);
      }
      if (database !== undefined && !databases.includes(database)) {
        report(context, [...path, 'database'], notAllowed('database', database, databases));
      }
      if (after >= requests.length) {
        report(
          context,
          [...path, 'after_request'],
          `must be a place in the list, 0 to ${requests.length - 1}`,
        );
      }
    }
  }
}

const sendsGiven = (run: Run, id: string): boolean =>
  givenRequests(run).some(({ from }) => from === id);

/** Whether requests of the client say over which of its links they go, or an address does that it looks up. */
const choosesLinks = (run: Run, id: string): boolean =>
  run.links.some((link) => link.from === id && carriesRequests(link)) &&
  (run.links.some((link) => link.from === id && link.carries === 'queries') ||
    givenRequests(run).some(({ from, to }) => from === id && to !== undefined));

/** Whether all that is behind an application are databases: it tells reads from writes itself. */
const asksDatabases = ({ components, links }: Run, id: string): boolean =>
  components.some((component) => component.id === id && component.kind === 'app') &&
  links
    .filter((link) => link.from === id && carriesRequests(link))
    .every(({ to }) => components.some((each) => each.id === to && each.kind === 'database'));

function checkEnds(run: Run, link: Link, index: number, context: Context<unknown>): boolean {
  const ids = run.components.map(({ id }) => id);
  const unknown = (['from', 'to'] as const).filter((end) => !ids.includes(link[end]));
  for (const end of unknown) {
    report(context, ['links', index, end], notAllowed('component', link[end], ids));
  }
  return unknown.length === 0;
}

/** Reports a link whose ends have nothing to do with what it carries. */
function checkJoined(run: Run, link: Link, index: number, context: Context<unknown>) {
  const ends = link.carries && endsOf[link.carries];
  if (!ends) return;
  for (const end of ['from', 'to'] as const) {
    const kind = run.components.find(({ id }) => id === link[end])?.kind;
    if (kind === undefined || ends[end].includes(kind)) continue;
    report(
      context,
      ['links', index, end],
      `of a link that carries ${link.carries} must be of kind ${ends[end].join(' or ')}, not ${kind}`,
    );
  }
}

/** A replica reads one binary log. */
function checkSources(links: readonly Link[], context: Context<unknown>) {
  for (const [index, { to, carries }] of links.entries()) {
    if (carries !== 'replication') continue;
    const first = links.findIndex((other) => other.carries === 'replication' && other.to === to);
    if (first < index) {
      report(
        context,
        ['links', index],
        `“${to}” is a replica of “${links[first]?.from ?? ''}” already`,
      );
    }
  }
}

function checkRepetitions(links: readonly Link[], context: Context<unknown>) {
  for (const [index, { from, to }] of links.entries()) {
    if (links.findIndex((other) => other.from === from && other.to === to) < index) {
      report(context, ['links', index], `there is a link from “${from}” to “${to}” already`);
    }
  }
}

function problemOf(kind: string, id: string, behind: number): string | undefined {
  if (kind === 'load-balancer') {
    return behind === 0 ? `no link leads from the load balancer “${id}” to a server` : undefined;
  }
  if (kind === 'dns' && behind > 0) return `no requests go on from the name server “${id}”`;
  if (kind === 'files' && behind > 0) return `no requests go on from the files “${id}”`;
  if (kind === 'firewall' && behind > 1) return undefined;
  if (kind === 'virtual-address') {
    return behind === 0 ? `no link leads from “${id}” to a load balancer` : undefined;
  }
  if ((kind === 'collector' || kind === 'monitor') && behind > 0) {
    return `“${id}” sends no requests; its links carry metrics or polls`;
  }
  if (behind > 1) return `${behind} links leave “${id}”; only a load balancer may choose`;
  if (behind === 0 && (kind === 'client' || kind === 'firewall' || kind === 'probe')) {
    return `no link leaves “${id}”, so its requests would go nowhere`;
  }
  return undefined;
}

function reachedFrom(start: string, links: readonly Link[]): Set<string> {
  const reached = new Set([start]);
  for (const id of reached) {
    for (const link of links) if (link.from === id) reached.add(link.to);
  }
  return reached;
}
