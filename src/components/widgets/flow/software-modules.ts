/** Loads what a run's load balancers need: their rules, and how their configuration is written. */
import type { ConfigLine } from '#config/line.ts';
import type { Programs } from '#sim/programs.ts';
import type { Run } from '#sim/run.ts';

export interface Software {
  readonly programs: Programs;
  /** The lines of the configuration of the first load balancer; none without one. */
  readonly config: (run: Run) => readonly ConfigLine[];
}

export async function loadSoftware(run: Run): Promise<Software> {
  const balancer = run.components.find(({ kind }) => kind === 'load-balancer');
  const names = new Set(
    run.components
      .filter(({ kind }) => kind === 'load-balancer')
      .map(({ software }) => (software === 'nginx' ? 'nginx' : 'haproxy')),
  );
  const [haproxy, nginx] = await Promise.all([
    names.has('haproxy') ? import('./haproxy.ts') : undefined,
    names.has('nginx') ? import('./nginx.ts') : undefined,
  ]);
  const lines = balancer?.software === 'nginx' ? nginx?.nginxConfig : haproxy?.haproxyConfig;
  return {
    programs: { haproxy: haproxy?.haproxy, nginx: nginx?.nginx },
    config: (changed) => (balancer && lines ? lines(changed, balancer.id) : []),
  };
}
