/**
 * What keepalived 2.2 makes of the settings of one router in one virtual address: VRRPv2 (RFC 3768) with keepalived's
 * own defaults. https://www.keepalived.org/manpage.html, and recorded runs; where they differ (the skew does not grow
 * with `advert_int`) the recorded runs decide.
 */
import type { Settings } from '../settings.ts';

export interface Instance {
  /** 1 to 254. */
  readonly priority: number;
  /** Between two advertisements of a master. */
  readonly advertUs: number;
  /** Takes the address from a master of lower priority. */
  readonly preempts: boolean;
  /** … but lets it be for so long after it has first heard it. */
  readonly preemptDelayUs: number;
  /** From the first gratuitous ARPs of a new master to the second ones; 0 for never. */
  readonly garpDelayUs: number;
}

const secondUs = 1_000_000;

/** keepalived rounds what VRRPv2 cannot say, and drops what contradicts: `nopreempt` and `preempt_delay` need BACKUP. */
export function instanceOf(
  address: Settings<'virtual-address'>,
  router: Pick<Settings<'haproxy'>, 'vrrp_priority' | 'vrrp_state'>,
): Instance {
  const beginsAsMaster = router.vrrp_state === 'MASTER';
  const preempts = address.preempt || beginsAsMaster;
  return {
    priority: router.vrrp_priority,
    advertUs: Math.max(1, Math.round(address.advert_int_ms / 1000)) * secondUs,
    preempts,
    preemptDelayUs: preempts && !beginsAsMaster ? address.preempt_delay_ms * 1000 : 0,
    garpDelayUs: Math.round(address.garp_master_delay_ms / 1000) * secondUs,
  };
}

/** How much longer a router of lower priority waits: 0.01 s to 1 s. */
export const skewUs = ({ priority }: Pick<Instance, 'priority'>): number =>
  Math.floor(((256 - priority) * secondUs) / 256);

/** A backup that has heard nothing for so long becomes master. */
export const masterDownUs = (instance: Pick<Instance, 'priority' | 'advertUs'>): number =>
  3 * instance.advertUs + skewUs(instance);
