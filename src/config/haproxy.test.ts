import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Component, Run } from '#sim/run.ts';
import { haproxyConfig } from './haproxy.ts';

type Settings = NonNullable<Component['settings']>;

const runWith = (lb: Settings, web1: Settings = {}, tls = false): Run => ({
  duration_ms: 1000,
  seed: 1,
  hosts: [],
  components: [
    { id: 'browsers', kind: 'client', title: 'Browsers' },
    { id: 'lb', kind: 'load-balancer', title: 'HAProxy', software: 'haproxy', settings: lb },
    { id: 'web1', kind: 'web', title: 'web 1', settings: web1 },
    { id: 'web2', kind: 'web', title: 'web 2' },
  ],
  links: [
    { from: 'browsers', to: 'lb', tls },
    { from: 'lb', to: 'web1', tls },
    { from: 'lb', to: 'web2' },
  ],
  workload: { mode: 'open-loop', shape: 'steady', rate: 20 },
  events: [],
});

const configOf = (...args: Parameters<typeof runWith>) => haproxyConfig(runWith(...args), 'lb');
const textOf = (...args: Parameters<typeof runWith>) =>
  configOf(...args)
    .map(({ text }) => text)
    .join('\n');

test('what is not set is left to HAProxy, but for what the checks and retries are', () => {
  assert.equal(
    textOf({ check: 'httpchk' }),
    `global
    log /dev/log local0

defaults
    mode http
    log global
    option httplog
    option http-server-close
    retries 3
    timeout client 30s
    timeout connect 5s
    timeout server 30s

frontend www
    bind :80
    default_backend servers

backend servers
    balance roundrobin
    option httpchk GET /health
    default-server inter 2s fall 3 rise 2
    server web1 192.0.2.11:80 check
    server web2 192.0.2.12:80 check`,
  );
});

const cases: readonly [name: string, args: Parameters<typeof runWith>, text: string][] = [
  ['option redispatch', [{ redispatch: true }], '\n    option redispatch\n'],
  ['option allbackups', [{ allbackups: true }], '\n    option allbackups\n'],
  [
    'the hash type',
    [{ balance: 'source', hash_type: 'consistent' }],
    '\n    hash-type consistent\n',
  ],
  [
    'disable-on-404',
    [{ check: 'httpchk', disable_on_404: true }],
    '\n    http-check disable-on-404\n',
  ],
  ['timeout check', [{ timeout_check_ms: 300 }], '\n    timeout check 300ms\n'],
  [
    'all intervals and what happens at DOWN',
    [{ fastinter_ms: 500, downinter_ms: 1500, on_marked_down: 'shutdown-sessions' }],
    'inter 2s fastinter 500ms downinter 1500ms fall 3 rise 2 on-marked-down shutdown-sessions\n',
  ],
  [
    'weight and backup',
    [{}, { weight: 7, backup: true }],
    'server web1 192.0.2.11:80 check weight 7 backup\n',
  ],
  ['TLS from clients', [{}, {}, true], '\n    bind :443 ssl crt /etc/haproxy/www.foobar.com.pem\n'],
  [
    'TLS to a server',
    [{}, {}, true],
    'server web1 192.0.2.11:443 ssl verify required ca-file /etc/haproxy/ca.pem check\n',
  ],
  [
    'a check that looks at the certificate each time',
    [{ tls: 'passthrough', check: 'httpchk', ssl_reuse: false }, {}, true],
    'check-ssl check-sni www.foobar.com verify required ca-file /etc/haproxy/ca.pem no-ssl-reuse check\n',
  ],
];

for (const [name, args, text] of cases) {
  test(`${name} is written as HAProxy reads it`, () => {
    assert.ok(textOf(...args).includes(text), textOf(...args));
  });
}

test('without checks there is no word of them', () => {
  const config = textOf({ check: 'off', disable_on_404: true, timeout_check_ms: 100 });
  assert.doesNotMatch(config, /check|inter/);
});

test('a line that changes names the parameter that changes it', () => {
  const before = configOf({});
  const changes: readonly (readonly [Settings, Settings, string])[] = [
    [{ fall: 5 }, {}, 'lb.fall'],
    [{ inter_ms: 700 }, {}, 'lb.inter_ms'],
    [{ retries: 1 }, {}, 'lb.retries'],
    [{ redispatch: true }, {}, 'lb.redispatch'],
    [{ check: 'off' }, {}, 'lb.check'],
    [{ balance: 'leastconn' }, {}, 'lb.balance'],
    [{ timeout_connect_ms: 900 }, {}, 'lb.timeout_connect_ms'],
    [{}, { weight: 3 }, 'web1.weight'],
  ];
  for (const [lb, web1, parameter] of changes) {
    const texts = before.map(({ text }) => text);
    const changed = configOf(lb, web1).filter(({ text }) => !texts.includes(text));
    for (const { text, parameters } of changed) {
      assert.ok(parameters.includes(parameter), `“${text}” does not name ${parameter}`);
    }
  }
});

test('a load balancer that does not exist is an error', () => {
  assert.throws(() => haproxyConfig(runWith({}), 'nobody'), /no component “nobody”/);
});

test('what an administrator does while HAProxy runs is told below, with the socket that it needs', () => {
  const run: Run = {
    ...runWith({}, { slowstart_ms: 10_000 }),
    events: [
      { t_ms: 9500, component: 'web1', action: 'ready' },
      { t_ms: 7000, component: 'web1', action: 'drain' },
      { t_ms: 8000, component: 'web2', action: 'weight', value: '50%' },
      { t_ms: 8500, component: 'web2', action: 'refuse' },
    ],
  };
  const lines = haproxyConfig(run, 'lb').map(({ text }) => text);
  assert.ok(lines.includes('    stats socket /run/haproxy/admin.sock mode 660 level admin'));
  assert.ok(lines.some((text) => /server web1 .* slowstart 10s$/.test(text)));
  assert.deepEqual(lines.slice(-3), [
    '    # at 7s: set server servers/web1 state drain',
    '    # at 8s: set server servers/web2 weight 50%',
    '    # at 9500ms: set server servers/web1 state ready',
  ]);
});
