import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readFolder } from '#lib/yaml-collection.ts';
import { scenarioSchema } from '#schemas/scenario.ts';
import type { Component, Link, Run } from '#sim/run.ts';
import { drawing } from '#strings/flow.ts';
import './all-lexicons.ts';
import { pointAt } from './curve.ts';
import {
  hasPile,
  layout,
  takenBy,
  textSize,
  titleSize,
  type Box,
  type Direction,
  type Layout,
} from './layout.ts';
import type { FlowScenario } from './scenario.ts';
import { textWidth } from './text-width.ts';
import { serverTitle, subtitles } from './words.ts';

const directions = ['wide', 'narrow'] as const satisfies readonly Direction[];

for (const { id, data } of readFolder('src/content/scenarios', scenarioSchema)) {
  for (const direction of directions) {
    test(`${id} drawn ${direction}: nothing overlaps, leaves its box, or is crossed`, () => {
      check(data, layout(data, direction));
    });
  }
}

for (const { id, data } of readFolder('src/content/scenarios', scenarioSchema)) {
  test(`${id} drawn with names only: they fit, and locks keep off them`, () => {
    for (const direction of directions) {
      const drawn = layout(data, direction, 0, 'names');
      assert.deepEqual(drawn.beliefs, []);
      for (const { component, box, title } of drawn.components) {
        const width = textWidth(data.run.components[component]?.title ?? '', titleSize, true);
        assert.ok(title.x + width <= box.x + box.width);
      }
      checkLocks(data.run, drawn);
    }
  });
}

test('any grid of load-balanced servers is drawn without overlaps', () => {
  fc.assert(
    fc.property(serversOnHosts, fc.constantFrom(...directions), (scenario, direction) => {
      check(scenario, layout(scenario, direction));
    }),
    { numRuns: 60 },
  );
});

test('a link whose straight way is blocked goes around', () => {
  const components = ['a', 'b', 'c'].map((id): Component => ({ id, kind: 'app', title: id }));
  const scenario = scenarioOf(components, [{ from: 'a', to: 'c' }], {
    a: [1, 1],
    b: [2, 1],
    c: [3, 1],
  });
  for (const direction of directions) check(scenario, layout(scenario, direction));
});

function check({ run }: FlowScenario, drawn: Layout) {
  const whole: Box = { x: 0, y: 0, width: drawn.width, height: drawn.height };
  const boxes = drawn.components.map(({ box }) => box);
  for (const [index, box] of boxes.entries()) {
    assert.ok(isInside(box, whole), `component ${index} is inside the drawing`);
    for (const other of boxes.slice(index + 1)) assert.ok(areApart(box, other), 'boxes are apart');
  }
  for (const { host, box, title } of drawn.hosts) {
    assert.ok(isInside(box, whole), 'a host is inside the drawing');
    assert.ok(textWidth(run.hosts[host]?.title ?? '', textSize, true) <= title.room);
    drawn.components.forEach((place, index) => {
      const isHeld = run.components[index]?.host === run.hosts[host]?.id;
      if (isHeld) assert.ok(isInside(place.box, box), 'a host frames what it holds');
      else assert.ok(areApart(place.box, box), 'a host frames nothing else');
    });
    for (const other of drawn.hosts) {
      if (other.host !== host) assert.ok(areApart(box, other.box), 'hosts are apart');
    }
  }
  for (const place of drawn.components) {
    const { title = '', kind } = run.components[place.component] ?? {};
    assert.ok(place.title.x + textWidth(title, titleSize, true) <= place.box.x + place.box.width);
    assert.ok(place.title.y < place.box.y + place.box.height);
    for (const text of subtitles(run, place.component, false)) {
      assert.ok(textWidth(text, textSize) <= place.subtitle.room + 0.01, `“${text}” has room`);
    }
    const piles = kind !== undefined && kind !== 'load-balancer' && hasPile(kind);
    if (piles) assert.ok(place.pile.y + 5 <= place.box.y + place.box.height);
  }
  for (const place of drawn.beliefs) {
    const balancer = boxes[place.balancer] as Box;
    assert.ok(isInside(place.box, balancer), 'a belief is inside its load balancer');
    assert.ok(textWidth(serverTitle(run, place.server), textSize, true) <= place.title.room);
    assert.ok(textWidth(drawing.failing(8, 8), textSize) <= place.state.room);
    assert.ok(place.pile.y + 5 <= place.box.y + place.box.height);
  }
  checkLocks(run, drawn);
  for (const { link, curve } of drawn.links) {
    const { from, to } = run.links[link] as Link;
    drawn.components.forEach(({ box, component }) => {
      const { id } = run.components[component] as Component;
      if (id === from || id === to) return;
      for (let i = 0; i <= 100; i++) {
        assert.ok(!covers(box, pointAt(curve, i / 100), 0), `the link ${from}–${to} crosses ${id}`);
      }
    });
  }
}

function checkLocks(run: Run, drawn: Layout) {
  const taken = takenBy(run, drawn);
  const locks = drawn.links.flatMap(({ link, lock }) => (lock ? [{ link, lock }] : []));
  for (const { link, lock } of locks) {
    const square = { x: lock.x - 8, y: lock.y - 8, width: 16, height: 16 };
    assert.ok(
      taken.every((box) => areApart(box, square)),
      `the lock of ${nameOf(run, link)} lies on no component, title or badge`,
    );
    for (const other of locks) {
      if (other.link === link) continue;
      const far = Math.max(Math.abs(other.lock.x - lock.x), Math.abs(other.lock.y - lock.y));
      assert.ok(far >= 16, `the locks of ${nameOf(run, link)} and ${nameOf(run, other.link)}`);
    }
  }
}

const nameOf = ({ links }: Run, link: number) => `${links[link]?.from}–${links[link]?.to}`;

function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width + 0.01 &&
    inner.y + inner.height <= outer.y + outer.height + 0.01
  );
}

function areApart(a: Box, b: Box): boolean {
  return (
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
  );
}

function covers(box: Box, { x, y }: { readonly x: number; readonly y: number }, around: number) {
  return (
    x > box.x - around &&
    x < box.x + box.width + around &&
    y > box.y - around &&
    y < box.y + box.height + around
  );
}

function scenarioOf(
  components: readonly Component[],
  links: readonly Link[],
  grid: FlowScenario['figure']['layout'],
  hosts: Run['hosts'] = [],
): FlowScenario {
  const workload = { mode: 'open-loop', shape: 'steady', rate: 20 } as const;
  const run: Run = { duration_ms: 1000, seed: 1, hosts, components, links, workload, events: [] };
  return { run, figure: { caption: '', description: '', layout: grid } };
}

/** One load balancer in front of 1 to 5 servers of 1 to 3 stages, each on a host of its own. */
const serversOnHosts = fc
  .record({ servers: fc.integer({ min: 1, max: 5 }), stages: fc.integer({ min: 1, max: 3 }) })
  .map(({ servers, stages }) => {
    const kinds = (['web', 'app', 'database'] as const).slice(0, stages);
    const components: Component[] = [
      { id: 'browsers', kind: 'client', title: 'Browsers' },
      { id: 'lb', kind: 'load-balancer', software: 'haproxy', title: 'HAProxy' },
    ];
    const links: Link[] = [{ from: 'browsers', to: 'lb', tls: true }];
    const hosts = [];
    const grid: Record<string, [number, number]> = { browsers: [1, 1], lb: [2, 1] };
    for (let server = 1; server <= servers; server++) {
      hosts.push({ id: `host${server}`, title: `Server ${server}` });
      let before = 'lb';
      for (const [stage, kind] of kinds.entries()) {
        const id = `${kind}${server}`;
        components.push({ id, kind, title: 'Service', host: `host${server}` });
        links.push({ from: before, to: id });
        grid[id] = [3 + stage, server];
        before = id;
      }
    }
    return scenarioOf(components, links, grid, hosts);
  });
