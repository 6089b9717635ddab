/** A figure's load balancer in one line, in its program's own words. */
import type { Run } from '#sim/run.ts';
import { resolveSettings } from '#sim/settings.ts';
import { drawing, duration, header } from '#strings/flow.ts';

/** `HAProxy 2.6, roundrobin, inter 1 s fall 3 rise 2, retries 3, no redispatch`; empty without a load balancer. */
export function softwareText(run: Run): string {
  const balancer = run.components.find(({ kind }) => kind === 'load-balancer');
  if (!balancer) return '';
  if (balancer.software === 'nginx') return header.software(header.nginx, header.roundRobin);
  const settings = resolveSettings('haproxy', balancer.settings);
  const checks =
    settings.check === 'off'
      ? drawing.notChecked
      : header.checks(duration(settings.inter_ms), settings.fall, settings.rise);
  const parts = [
    settings.balance,
    checks,
    header.retries(settings.retries),
    settings.redispatch ? header.redispatch : header.noRedispatch,
  ];
  return header.software(header.haproxy, parts.join(', '));
}
