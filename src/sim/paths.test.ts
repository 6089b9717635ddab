import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPaths } from './paths.ts';
import type { Run, Workload } from './run.ts';

const runWith = (workload: Workload): Run => ({
  duration_ms: 1000,
  seed: 4,
  hosts: [],
  components: [],
  links: [],
  workload,
  events: [],
});

const drawnIn = (run: Run) =>
  createPaths(run, { givenOf: () => -1, ordinalOf: (request) => request });

const openLoop = { mode: 'open-loop', shape: 'steady', rate: 10 } as const;

test('paths are drawn from those that the workload names, each of them now and then', () => {
  const paths = ['/', '/cart', '/search?q=1'];
  const pathOf = drawnIn(runWith({ ...openLoop, paths }));
  const drawn = new Set(Array.from({ length: 100 }, (_, request) => pathOf(request)));
  assert.deepEqual([...drawn].sort(), paths);
});

test('a workload that names no paths asks for /page/1 to /page/250', () => {
  const pathOf = drawnIn(runWith(openLoop));
  for (let request = 0; request < 500; request++) {
    const [, page] = /^\/page\/(\d+)$/.exec(pathOf(request)) ?? [];
    assert.ok(Number(page) >= 1 && Number(page) <= 250);
  }
});

test('a share of the requests is for static files', () => {
  const pathOf = drawnIn(runWith({ ...openLoop, paths: ['/cart'], static_share: 0.3 }));
  const drawn = Array.from({ length: 1000 }, (_, request) => pathOf(request));
  const files = drawn.filter((path) => /^\/static\/\d+\.css$/.test(path));
  assert.ok(files.length > 240 && files.length < 360, `${files.length} of 1000`);
  assert.ok(drawn.every((path) => path === '/cart' || files.includes(path)));
});
