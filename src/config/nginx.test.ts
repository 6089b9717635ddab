import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Run } from '#sim/run.ts';
import { nginxConfig } from './nginx.ts';

const run: Run = {
  duration_ms: 1000,
  seed: 1,
  hosts: [],
  components: [
    { id: 'browsers', kind: 'client', title: 'Browsers' },
    {
      id: 'lb',
      kind: 'load-balancer',
      title: 'nginx',
      software: 'nginx',
      settings: { proxy_connect_timeout_ms: 1500, proxy_next_upstream_tries: 2 },
    },
    { id: 'web1', kind: 'web', title: 'web 1', settings: { weight: 3, max_fails: 2 } },
    { id: 'web2', kind: 'web', title: 'web 2', settings: { backup: true, fail_timeout_ms: 2500 } },
  ],
  links: [
    { from: 'browsers', to: 'lb', tls: true },
    { from: 'lb', to: 'web1' },
    { from: 'lb', to: 'web2' },
  ],
  workload: { mode: 'open-loop', shape: 'steady', rate: 20 },
  events: [],
};

test('the settings of a run are written as nginx reads them', () => {
  const text = nginxConfig(run, 'lb')
    .map((line) => line.text)
    .join('\n');
  assert.equal(
    text,
    `events {}

http {
    upstream servers {
        zone servers 64k;
        server 192.0.2.11:80 weight=3 max_fails=2 fail_timeout=10s;
        server 192.0.2.12:80 max_fails=1 fail_timeout=2s backup;
    }

    server {
        listen 443 ssl;
        ssl_certificate /etc/nginx/www.foobar.com.pem;
        ssl_certificate_key /etc/nginx/www.foobar.com.key;

        location / {
            proxy_pass http://servers;
            proxy_connect_timeout 1500ms;
            proxy_read_timeout 60s;
            proxy_next_upstream_tries 2;
        }
    }
}`,
  );
});

test('with one encrypted way to a server nginx checks the certificates of all', () => {
  const links = run.links.map((link) => ({ ...link, tls: true }));
  const texts = nginxConfig({ ...run, links }, 'lb').map(({ text }) => text.trim());
  assert.ok(texts.includes('proxy_pass https://servers;'));
  assert.ok(texts.includes('proxy_ssl_verify on;'));
  assert.ok(texts.includes('proxy_ssl_trusted_certificate /etc/nginx/ca.pem;'));
});
