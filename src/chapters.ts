export interface Part {
  readonly number: number;
  readonly title: string;
  readonly chapters: readonly Chapter[];
}

export interface Chapter {
  /** Counted through the whole book. */
  readonly number: number;
  /** The address below the root, without slashes around it. Never changes. */
  readonly slug: string;
  readonly title: string;
}

/** The plan of the book. A chapter is written when a page with its slug exists in `src/content/docs`. */
export const parts: readonly Part[] = number([
  [
    'One server',
    ['opening-a-page', 'What happens when you open www.foobar.com'],
    ['dns', 'DNS'],
    ['web-server', 'The web server'],
    ['application-server', 'The application server and its files'],
    ['database', 'The database'],
    ['one-server', 'One server is not enough'],
  ],
  [
    'Distributed',
    ['load-balancer', 'The load balancer'],
    ['round-robin', 'Round robin and its relatives'],
    ['health-checks', 'Health checks and failover'],
    ['active-active', 'Active-active and active-passive'],
    ['replication', 'Primary and replica'],
    ['single-points-of-failure', 'Single points of failure'],
  ],
  [
    'Secured and monitored',
    ['firewalls', 'Firewalls'],
    ['https', 'HTTPS and the certificate'],
    ['tls-termination', 'Where TLS ends'],
    ['monitoring', 'Monitoring'],
    ['measuring-qps', 'Measuring QPS'],
    ['no-firewall-no-https', 'No firewall, no HTTPS'],
    ['no-monitoring', 'No monitoring'],
  ],
  [
    'What still breaks, and scaling up',
    ['single-writer', 'One MySQL server that accepts writes'],
    ['identical-servers', 'Servers with identical components'],
    ['scaling-up', 'Scaling up'],
    ['beyond-one-data-center', 'Beyond one data center'],
  ],
  [
    'Design reviews',
    ['designs/000', 'Design 000'],
    ['designs/001', 'Design 001'],
    ['designs/002', 'Design 002'],
    ['designs/003', 'Design 003'],
    ['designs/004', 'Design 004'],
  ],
]);

function number(
  plan: readonly (readonly [string, ...(readonly [slug: string, title: string])[]])[],
): readonly Part[] {
  let last = 0;
  return plan.map(([title, ...chapters], index) => ({
    number: index + 1,
    title,
    chapters: chapters.map(([slug, name]) => ({ number: ++last, slug, title: name })),
  }));
}
