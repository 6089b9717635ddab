/** Who has a virtual address at a moment, and who believes what, from a trace. */
import { rowsBy, rowsOfKinds } from '../rows.ts';
import { actions, type Action } from '../run.ts';
import { kindOf, type Trace } from '../trace.ts';
import { firstMaster, membersOf } from './lan.ts';
import type { RouterState } from './router.ts';

/** A load balancer's part in one virtual address. */
export interface RouterAt {
  /** Index in `run.components`. */
  readonly component: number;
  readonly priority: number;
  /** What its keepalived believes to be. */
  readonly state: RouterState;
  /** Whether its network interface has the address, with or without a keepalived. */
  readonly hasAddress: boolean;
  /** When it last heard an advertisement of another router. */
  readonly heardUs?: number;
}

export interface VrrpAt {
  /** The virtual address, as an index in `run.components`. */
  readonly address: number;
  /** To whom everybody sends. */
  readonly owner: number;
  /** In order of declaration. */
  readonly routers: readonly RouterAt[];
}

interface Draft {
  component: number;
  priority: number;
  state: RouterState;
  hasAddress: boolean;
  heardUs?: number;
  isDeaf: boolean;
}

const kinds = [
  'fault',
  'vrrp-advert',
  'vrrp-master',
  'vrrp-backup',
  'vrrp-fault',
  'vrrp-command',
  'arp',
] as const;

/** One entry for each virtual address that load balancers share. */
export function vrrpAt(trace: Trace, tUs: number): readonly VrrpAt[] {
  const { components } = trace.run;
  const addresses = components.flatMap(({ kind }, index) =>
    kind === 'virtual-address' ? index : [],
  );
  const rows = addresses.length === 0 ? [] : rowsBy(trace, rowsOfKinds(trace, kinds), tUs);
  return addresses.flatMap((address) => {
    const members = membersOf(trace.run, address);
    const first = firstMaster(members);
    if (!first) return [];
    const routers = members.map(({ component, instance }): Draft => ({
      component,
      priority: instance.priority,
      state: component === first.component ? 'master' : 'backup',
      hasAddress: component === first.component,
      isDeaf: false,
    }));
    return { address, owner: play(trace, rows, address, routers, first.component), routers };
  });
}

/** Lets the events of these rows happen to the routers. Returns to whom everybody sends then. */
function play(
  { events }: Trace,
  rows: readonly number[],
  address: number,
  routers: readonly Draft[],
  firstOwner: number,
): number {
  let owner = firstOwner;
  for (const row of rows) {
    const component = events.component[row] ?? -1;
    const router = routers.find((each) => each.component === component);
    const kind = kindOf(events.kind[row] ?? 0);
    const a = events.a[row] ?? 0;
    if (!router) continue;
    if (kind === 'fault') {
      setPower(router, actions[a] !== 'drop');
    } else if (kind === 'vrrp-command') {
      apply(router, actions[events.b[row] ?? 0] ?? 'up');
    } else if (a === address) {
      if (kind === 'arp') owner = component;
      else if (kind === 'vrrp-advert') hear(routers, router, events.tUs[row] ?? 0);
      else enter(router, kind);
    }
  }
  return owner;
}

function setPower(router: Draft, isOn: boolean) {
  if (isOn) return;
  router.state = 'stopped';
  router.hasAddress = false;
}

function apply(router: Draft, action: Action) {
  if (action === 'vrrp-block' || action === 'vrrp-unblock') router.isDeaf = action === 'vrrp-block';
  if (action !== 'vrrp-stop' && action !== 'vrrp-kill') return;
  router.state = 'stopped';
  if (action === 'vrrp-stop') router.hasAddress = false;
}

function hear(routers: readonly Draft[], sender: Draft, tUs: number) {
  for (const router of routers) {
    const listens = router.state === 'master' || router.state === 'backup';
    if (router !== sender && listens && !router.isDeaf) router.heardUs = tUs;
  }
}

function enter(router: Draft, kind: string) {
  router.state = kind === 'vrrp-master' ? 'master' : kind === 'vrrp-backup' ? 'backup' : 'fault';
  router.hasAddress = router.state === 'master';
}
