/** Which links of a run carry TLS: the one place that knows, for the drawing, the configuration, the observer and the engine. */
import { carriesRequests, programOf, type Component, type Link, type Run } from '../run.ts';
import { resolveSettings, type Settings } from '../settings.ts';

export type TlsMode = Settings<'haproxy'>['tls'];

/** Connections pass these and end behind them. */
export const isTransparent = ({ kind }: Pick<Component, 'kind'>): boolean =>
  kind === 'firewall' || kind === 'virtual-address';

/** Where TLS ends at the load balancer. */
export function tlsModeOf(component: Component): TlsMode {
  if (component.kind !== 'load-balancer') return 'as-linked';
  const program = programOf(component) === 'nginx' ? 'nginx' : 'haproxy';
  return resolveSettings(program, component.settings).tls;
}

/** Whether the load balancer passes bytes on and sees no request (`mode tcp` of HAProxy, `stream` of nginx). */
export const passesThrough = (component: Component): boolean =>
  tlsModeOf(component) === 'passthrough';

/** What a mode makes of the links in front of the load balancer, and behind it. */
const encrypts = {
  none: { before: false, behind: false },
  terminate: { before: true, behind: false },
  passthrough: { before: true, behind: true },
  reencrypt: { before: true, behind: true },
} as const;

const known = new WeakMap<Run, readonly boolean[]>();

/** By index in `run.links`: whether it is encrypted, as the load balancers' settings and the links themselves say. */
export function encryptionOf(run: Run): readonly boolean[] {
  const found = known.get(run) ?? find(run);
  known.set(run, found);
  return found;
}

/** Whether the link is encrypted; it must be one of the run's own. */
export const isEncrypted = (run: Run, link: Link): boolean =>
  encryptionOf(run)[run.links.indexOf(link)] ?? false;

/** The component that answers those who open a TCP connection over this link. */
export function connectionEnd(
  { components, links }: Pick<Run, 'components' | 'links'>,
  link: number,
): Component {
  const to = components.find(({ id }) => id === links[link]?.to) as Component;
  const next = links.findIndex((each) => each.from === to.id && carriesRequests(each));
  return isTransparent(to) && next >= 0 ? connectionEnd({ components, links }, next) : to;
}

/**
 * The component that ends TLS for those who connect over this link.
 * @param server Where a load balancer passes connections on: the id of the one that it chose; its first one when not given.
 */
export function tlsEnd(run: Run, link: number, server?: string): Component {
  const end = connectionEnd(run, link);
  if (!passesThrough(end)) return end;
  const onward = run.links.flatMap((each, index) =>
    each.from === end.id && carriesRequests(each) ? [index] : [],
  );
  const chosen = onward.find((each) => run.links[each]?.to === server) ?? onward[0];
  return chosen === undefined ? end : tlsEnd(run, chosen, server);
}

function find({ components, links }: Run): readonly boolean[] {
  const encrypted = links.map(({ tls }) => tls ?? false);
  const byId = new Map(components.map((component) => [component.id, component]));
  for (const component of components) {
    const mode = tlsModeOf(component);
    if (mode === 'as-linked') continue;
    const { before, behind } = encrypts[mode];
    for (const link of hops(component.id, 'to', 'from')) encrypted[link] = before;
    for (const link of hops(component.id, 'from', 'to')) encrypted[link] = behind;
  }
  return encrypted;

  /** The links that end, or begin, here, and those that lead on through transparent components. */
  function hops(id: string, near: 'from' | 'to', far: 'from' | 'to'): number[] {
    return links.flatMap((link, index) => {
      if (link[near] !== id || !carriesRequests(link)) return [];
      const next = byId.get(link[far]);
      const goesOn = next !== undefined && isTransparent(next);
      return goesOn ? [index, ...hops(next.id, near, far)] : [index];
    });
  }
}
