import type { Carriage, ComponentKind, Link, Run } from '#sim/run.ts';
import { notAllowed } from './closest.ts';
import { report, type Context } from './cross-check.ts';

interface Ends {
  readonly from: readonly ComponentKind[];
  readonly to: readonly ComponentKind[];
}

/** What a link that carries something other than requests may join. */
const endsOf: Readonly<Partial<Record<Carriage, Ends>>> = {
  files: { from: ['app'], to: ['files'] },
};

const carriesRequests = ({ carries = 'requests' }: Link): boolean =>
  carries === 'requests' || carries === 'reads' || carries === 'writes';

/** Requests must have one way from the one client to every component, and only a load balancer may choose between ways. */
export function checkTopology(run: Run, context: Context<unknown>): void {
  const { components, links } = run;
  const isWhole = links.map((link, index) => checkEnds(run, link, index, context)).every(Boolean);
  const clients = components.filter(({ kind }) => kind === 'client');
  if (clients.length !== 1) {
    report(
      context,
      ['components'],
      `must hold one component of kind client, not ${clients.length}`,
    );
  }
  // What follows would only repeat what is wrong with the links' ends.
  if (!isWhole || clients.length !== 1) return;

  checkRepetitions(links, context);
  for (const [index, link] of links.entries()) checkJoined(run, link, index, context);
  const ways = links.filter(carriesRequests);
  for (const [index, { id, kind }] of components.entries()) {
    const behind = ways.filter(({ from }) => from === id).length;
    const problem = problemOf(kind, id, behind);
    if (problem) report(context, ['components', index], problem);
  }
  const reached = reachedFrom(clients[0]?.id ?? '', links);
  for (const [index, { id }] of components.entries()) {
    if (!reached.has(id)) {
      report(context, ['components', index], `no link leads from the client to “${id}”`);
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
  if (kind === 'files' && behind > 0) return `no requests go on from the files “${id}”`;
  if (behind > 1) return `${behind} links leave “${id}”; only a load balancer may choose`;
  if (behind === 0 && (kind === 'client' || kind === 'firewall')) {
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
