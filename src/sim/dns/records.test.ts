import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddress } from '../workload.ts';
import { applyChange, lookUp, parseChange, rotated, type DnsRecord } from './records.ts';

const records: readonly DnsRecord[] = [
  { name: 'www.foobar.com', type: 'CNAME', value: 'lb.foobar.com', ttl_s: 3600 },
  { name: 'lb.foobar.com', type: 'A', value: '203.0.113.10', ttl_s: 60 },
  { name: 'lb.foobar.com', type: 'A', value: '203.0.113.20', ttl_s: 60 },
  { name: 'loop.foobar.com', type: 'CNAME', value: 'loop.foobar.com', ttl_s: 60 },
];

test('a CNAME is followed to addresses, and the shortest TTL counts', () => {
  assert.deepEqual(lookUp(records, 'www.foobar.com', 300), {
    result: 'answered',
    addresses: ['203.0.113.10', '203.0.113.20'].map(parseAddress),
    ttlS: 60,
  });
});

test('that there is no such name may be kept for the negative TTL', () => {
  const answer = lookUp(records, 'ftp.foobar.com', 300);
  assert.deepEqual(answer, { result: 'nxdomain', addresses: [], ttlS: 300 });
});

test('a chain of CNAME that does not end is a failure', () => {
  assert.equal(lookUp(records, 'loop.foobar.com', 300).result, 'servfail');
});

test('a change replaces all records of a name and keeps their TTL unless it tells another', () => {
  const change = parseChange('lb.foobar.com A 203.0.113.30');
  assert.ok(change);
  assert.deepEqual(
    applyChange(records, change).filter(({ name }) => name === 'lb.foobar.com'),
    [{ name: 'lb.foobar.com', type: 'A', value: '203.0.113.30', ttl_s: 60 }],
  );
  const sooner = parseChange('lb.foobar.com 5 A 203.0.113.30 203.0.113.31');
  assert.deepEqual(sooner, {
    name: 'lb.foobar.com',
    type: 'A',
    values: ['203.0.113.30', '203.0.113.31'],
    ttlS: 5,
  });
});

test('a change may take a name out, or make it stand for another', () => {
  const removed = parseChange('delete lb.foobar.com');
  assert.ok(removed);
  assert.equal(lookUp(applyChange(records, removed), 'www.foobar.com', 300).result, 'nxdomain');
  const alias = parseChange('www.foobar.com CNAME cdn.example.net');
  assert.equal(alias?.type, 'CNAME');
});

test('what is no record is no change', () => {
  for (const text of [
    '',
    'www.foobar.com',
    'www.foobar.com A 300.1.1.1',
    'www.foobar.com MX 10 a',
  ]) {
    assert.equal(parseChange(text), undefined, text);
  }
});

test('turns go around', () => {
  assert.deepEqual(
    [0, 1, 2, 3].map((turns) => rotated([1, 2, 3], turns)[0]),
    [1, 2, 3, 1],
  );
  assert.deepEqual(rotated([], 5), []);
});
