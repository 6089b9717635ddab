import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAgenda } from '../agenda.ts';
import { createDisk } from './disk.ts';
import { createMemory } from './memory.ts';

test('beyond the limit the process that uses most is killed, whoever asked for more', () => {
  const memory = createMemory(100);
  const killed: string[] = [];
  const join = (name: string) =>
    memory.join((usedMb, ownMb) => killed.push(`${name}: ${ownMb} of ${usedMb}`));
  const web = join('web');
  const database = join('database');
  database(70);
  web(30);
  assert.deepEqual(killed, []);
  web(31);
  assert.deepEqual(killed, ['database: 70 of 101']);
  web(100);
  assert.equal(killed.length, 1);
  web(101);
  assert.deepEqual(killed.at(-1), 'web: 101 of 101');
});

test('a disk does one write after the other', () => {
  const agenda = createAgenda();
  const disk = createDisk(agenda);
  const done: number[] = [];
  const write = (lengthUs: number) => disk.write(lengthUs, () => done.push(agenda.nowUs));
  assert.deepEqual([write(1000), write(500), write(10)], [0, 1000, 1500]);
  agenda.run(5000);
  assert.equal(write(10), 0);
  agenda.run(6000);
  assert.deepEqual(done, [1000, 1500, 1510, 5010]);
});
