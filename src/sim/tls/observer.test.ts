import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Component, Run } from '../run.ts';
import { encryptionOf } from './encryption.ts';
import { addressTold, certificateShownBy, observe, readableText } from './observer.ts';
import { recordsOf } from './sizes.ts';

type Settings = NonNullable<Component['settings']>;

/** Client, firewall, load balancer, server with an application behind it; the first two links say that they are encrypted. */
const runOf = (balancer: Settings, client: Settings = {}, software = 'haproxy'): Run => ({
  duration_ms: 1000,
  seed: 1,
  hosts: [],
  components: [
    { id: 'client', kind: 'client', title: 'Client', settings: client },
    { id: 'wall', kind: 'firewall', title: 'Firewall' },
    { id: 'lb', kind: 'load-balancer', title: 'LB', software, settings: balancer },
    { id: 'web', kind: 'web', title: 'Web' },
    { id: 'app', kind: 'app', title: 'App' },
  ],
  links: [
    { from: 'client', to: 'wall', tls: true },
    { from: 'wall', to: 'lb', tls: true },
    { from: 'lb', to: 'web' },
    { from: 'web', to: 'app' },
  ],
  workload: { mode: 'given', requests: [{ t_ms: 0 }] },
  events: [],
});

const message = { method: 'GET', path: '/cart?item=7', client: '198.51.100.7' } as const;

test('the setting says which links are encrypted, through the firewall too, and no others', () => {
  const of = (tls: string) => encryptionOf(runOf({ tls }));
  assert.deepEqual(of('as-linked'), [true, true, false, false]);
  assert.deepEqual(of('none'), [false, false, false, false]);
  assert.deepEqual(of('terminate'), [true, true, false, false]);
  assert.deepEqual(of('passthrough'), [true, true, true, false]);
  assert.deepEqual(of('reencrypt'), [true, true, true, false]);
});

test('an observer reads a request exactly where the link is not encrypted', () => {
  const modes = fc.constantFrom('as-linked', 'none', 'terminate', 'passthrough', 'reencrypt');
  const clients = fc.record({ tls_version: fc.constantFrom('1.2', '1.3'), resume: fc.boolean() });
  fc.assert(
    fc.property(modes, clients, fc.nat(3), (tls, client, link) => {
      const run = runOf({ tls, forwardfor: true }, client);
      const seen = observe(run, link, message);
      const open = !encryptionOf(run)[link];
      assert.equal(readableText(seen).includes('/cart?item=7'), open);
      assert.equal(seen.reads.body, open);
      assert.equal(seen.reads.addresses, true);
      assert.equal(seen.keys.length, open ? 0 : 2);
      if (open) assert.equal(seen.bytes.wire, seen.bytes.plain);
      else assert.ok(seen.bytes.wire > seen.bytes.plain);
    }),
  );
});

test('a certificate is readable in a full handshake of TLS 1.2 alone', () => {
  const shown = (client: Settings) =>
    observe(runOf({ tls: 'terminate' }, client), 0, message).reads;
  assert.equal(shown({ tls_version: '1.2' }).certificate, true);
  assert.equal(shown({ tls_version: '1.2', resume: true }).certificate, false);
  assert.equal(shown({ tls_version: '1.3' }).certificate, false);
  assert.equal(shown({ tls_version: '1.3' })['server-name'], true);
});

test('keys are where TLS ends', () => {
  const ends = (tls: string, link: number) =>
    observe(runOf({ tls }), link, message).keys.map(({ id }) => id);
  assert.deepEqual(ends('terminate', 0), ['client', 'lb']);
  assert.deepEqual(ends('passthrough', 0), ['client', 'web']);
  assert.deepEqual(ends('passthrough', 2), ['client', 'web']);
  assert.deepEqual(ends('reencrypt', 0), ['client', 'lb']);
  assert.deepEqual(ends('reencrypt', 2), ['lb', 'web']);
  assert.equal(certificateShownBy(runOf({ tls: 'passthrough' }), 0)?.id, 'web');
  assert.equal(certificateShownBy(runOf({ tls: 'reencrypt' }), 0)?.id, 'lb');
  assert.equal(certificateShownBy(runOf({ tls: 'none' }), 0), undefined);
});

test('a server learns the client’s address in a header where requests are seen, else in a line before them', () => {
  const told = (settings: Settings) => {
    const run = runOf(settings);
    return addressTold(run.components[2] as Component);
  };
  assert.equal(told({ tls: 'terminate' }), 'nothing');
  assert.equal(told({ tls: 'terminate', forwardfor: true }), 'header');
  assert.equal(told({ tls: 'passthrough', forwardfor: true }), 'nothing');
  assert.equal(told({ tls: 'passthrough', send_proxy: true }), 'proxy-line');
  const behind = observe(runOf({ tls: 'terminate', forwardfor: true }), 2, message);
  assert.match(readableText(behind), /^X-Forwarded-For: 198\.51\.100\.7$/m);
  const before = observe(runOf({ tls: 'none', forwardfor: true }), 0, message);
  assert.doesNotMatch(readableText(before), /Forwarded/);
});

test('the PROXY line is readable in front of what is encrypted', () => {
  const seen = observe(runOf({ tls: 'passthrough', send_proxy: true }), 2, message);
  assert.match(readableText(seen), /^PROXY TCP4 198\.51\.100\.7 /);
  assert.equal(seen.clientShown, true);
  assert.doesNotMatch(readableText(seen), /cart/);
});

test('records add 22 bytes in TLS 1.3, 29 in TLS 1.2, for every 16 KiB that they hold', () => {
  assert.equal(recordsOf(100, '1.3'), 122);
  assert.equal(recordsOf(100, '1.2'), 129);
  assert.equal(recordsOf(16_384, '1.3'), 16_406);
  assert.equal(recordsOf(16_385, '1.3'), 16_429);
  assert.equal(recordsOf(0, '1.3'), 0);
});
