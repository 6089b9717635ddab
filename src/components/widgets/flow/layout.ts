/**
 * From a scenario to geometry, in pixels. Everything is worked out along two axes, `main` (the way that requests go)
 * and `cross`; wide drawings run left to right, narrow ones top to bottom.
 */
import type { Component, Link, Run } from '#sim/run.ts';
import { drawing } from '#strings/flow.ts';
import { pointAt, swap, type Curve, type Point } from './curve.ts';
import { lockSize, placeLocks } from './locks.ts';
import { badgeParts, pipStep } from './marks.ts';
import { route, type Ends } from './route.ts';
import type { FlowScenario } from './scenario.ts';
import { textWidth } from './text-width.ts';
import { serverTitle, subtitles } from './words.ts';

export type Direction = 'wide' | 'narrow';

/** Components with their names only leave the middles of links free, where a question may have a spot. */
export type Contents = 'states' | 'names';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A text and the room that it has. `y` is its baseline. */
export interface Label {
  readonly x: number;
  readonly y: number;
  readonly room: number;
}

/** Where requests are piled up: the left edge of the first dot, the next ones to its right, and their middle. */
export interface Pile {
  readonly x: number;
  readonly y: number;
  /** Dots that there is room for. */
  readonly room: number;
}

/** Where a module may show a sign: the middle of its mark, and what is kept free for its text to the left of it. */
export interface BadgePlace {
  readonly x: number;
  readonly y: number;
  readonly room: number | undefined;
}

export interface ComponentPlace {
  readonly component: number;
  readonly box: Box;
  readonly icon: Point;
  readonly title: Label;
  readonly subtitle: Label;
  readonly pile: Pile;
  readonly badge: BadgePlace;
}

/** One row of a load balancer: what it believes of one server, at the end of the link to it. */
export interface BeliefPlace {
  readonly link: number;
  readonly balancer: number;
  readonly server: number;
  readonly box: Box;
  /** The mark's center. */
  readonly mark: Point;
  readonly title: Label;
  readonly state: Label;
  readonly pile: Pile;
}

export interface HostPlace {
  readonly host: number;
  readonly box: Box;
  readonly title: Label;
  readonly badge: BadgePlace;
}

export interface LinkPlace {
  readonly link: number;
  readonly curve: Curve;
  /** Between components of one host: thin, no lock. */
  readonly inside: boolean;
  /** The lock's center. */
  readonly lock?: Point;
}

export interface Layout {
  readonly direction: Direction;
  readonly width: number;
  readonly height: number;
  readonly components: readonly ComponentPlace[];
  readonly beliefs: readonly BeliefPlace[];
  readonly hosts: readonly HostPlace[];
  readonly links: readonly LinkPlace[];
}

export const titleSize = 14;
export const textSize = 12;
const badgeSize = 11;

const margin = 14;
const padding = 10;
const iconSize = 22;
const hostPadding = 12;
const hostTitle = 22;
/** Servers of a load balancer that a narrow drawing has room for side by side. */
const mostAbreast = 4;
const gaps = {
  wide: { inside: 28, outside: 60, fan: 36, rows: 24, smallest: 0, shortest: 940, longest: 1060 },
  narrow: { inside: 24, outside: 42, fan: 16, rows: 14, smallest: 332, shortest: 0, longest: 1e9 },
} as const;
/** The room between two components that is enough for a lock. */
const lockGap = 28;
/** The room between two columns of a drawing that would be too long. */
const tightest = 46;

/** Kinds that no request stays at: their boxes have no place for a pile. */
const withoutPile: ReadonlySet<string> = new Set([
  'dns',
  'virtual-address',
  'files',
  'collector',
  'monitor',
  'probe',
]);

/** What the texts of badges need: “policy accept”, “no keepalived”, “starts”. */
const longBadge = 80;
const shortBadge = 36;

export const hasPile = (kind: Component['kind']): boolean => !withoutPile.has(kind);

/** Whether requests travel along the link; what else links carry is drawn dotted, and has a lock only if it is encrypted. */
export const isFront = (carries: Link['carries'] = 'requests'): boolean =>
  carries === 'requests' || carries === 'reads' || carries === 'writes';

function isInside({ components, links }: Run, link: number): boolean {
  const hostOf = (end?: string) => components.find(({ id }) => id === end)?.host;
  const host = hostOf(links[link]?.from);
  return host !== undefined && host === hostOf(links[link]?.to);
}

function hasLock(run: Run, link: number): boolean {
  const { carries, tls } = run.links[link] ?? {};
  return !isInside(run, link) && (isFront(carries) || Boolean(tls));
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A component's place on the grid, counted from 0 without gaps. */
interface Cell {
  readonly component: number;
  readonly column: number;
  readonly row: number;
  readonly size: Size;
}

interface Span {
  readonly start: number;
  readonly size: number;
}

/** @param shortest A shorter drawing gets longer links, until it has this length. */
export function layout(
  { run, figure }: FlowScenario,
  direction: Direction,
  shortest: number = gaps[direction].shortest,
  contents: Contents = 'states',
): Layout {
  const wide = direction === 'wide';
  const { inside, outside, fan, rows: rowGap, smallest, longest } = gaps[direction];
  const main = (size: Size) => (wide ? size.width : size.height);
  const cross = (size: Size) => (wide ? size.height : size.width);
  const indexOf = new Map(run.components.map(({ id }, index) => [id, index]));
  const ends = run.links.map(({ from, to }) => ({
    from: indexOf.get(from) ?? 0,
    to: indexOf.get(to) ?? 0,
  }));
  const grid = wide ? figure.layout : (figure.narrow_layout ?? figure.layout);
  const cells = placeOnGrid(run, grid, (index) =>
    contents === 'names'
      ? nameSize(run.components[index] as Component)
      : sizeOf(run, index, direction, Boolean(figure.faults?.[run.components[index]?.id ?? ''])),
  );
  const cellOf = (component: number) => cells.find((cell) => cell.component === component) as Cell;
  const columnCount = Math.max(...cells.map(({ column }) => column)) + 1;
  const rowCount = Math.max(...cells.map(({ row }) => row)) + 1;
  const inColumn = (column: number) => cells.filter((cell) => cell.column === column);
  const hostOf = (cell: Cell) => run.components[cell.component]?.host;

  // A column that holds one component has it in the middle, with all that share its host.
  const isSingle = ({ column }: Cell) => inColumn(column).length === 1;
  const isCentered = (cell: Cell) =>
    isSingle(cell) &&
    cells.every(
      (other) => hostOf(cell) === undefined || hostOf(other) !== hostOf(cell) || isSingle(other),
    );

  const sizes = Array.from({ length: columnCount }, (_, column) =>
    Math.max(...inColumn(column).map((cell) => main(cell.size))),
  );
  const gapsBefore = sizes.map((_, column) =>
    column === 0 ? margin + frame(0, 'start') : gapBefore(column),
  );
  const last = frame(columnCount - 1, 'end') + margin;
  // A short drawing gets longer links, not larger letters; a long one shorter links.
  const length = [...sizes, ...gapsBefore, last].reduce((sum, size) => sum + size, 0);
  const elastic = sizes.filter((_, column) => column > 0 && !isJoined(column)).length;
  const longer = (Math.max(shortest - length, 0) - Math.max(length - longest, 0)) / (elastic || 1);
  const stretched = (column: number) =>
    column === 0 || isJoined(column) ? 0 : Math.max(longer, tightest - betweenFrames(column));
  const columns: Span[] = [];
  let end = 0;
  for (const [column, size] of sizes.entries()) {
    end += (gapsBefore[column] ?? 0) + stretched(column);
    columns.push({ start: end, size });
    end += size;
  }
  const mainEnd = end + last;

  /** What host frames take at the start, or end, of a column. */
  function frame(column: number, side: 'start' | 'end'): number {
    const beyond = side === 'start' ? column - 1 : column + 1;
    const framed = inColumn(column).some(
      (cell) =>
        hostOf(cell) !== undefined &&
        !inColumn(beyond).some((other) => hostOf(other) === hostOf(cell)),
    );
    if (!framed) return 0;
    return hostPadding + (!wide && side === 'start' ? hostTitle : 0);
  }

  /** Whether only links inside hosts lead from the column before to this one. */
  function isJoined(column: number): boolean {
    const joined = inColumn(column).some((cell) =>
      inColumn(column - 1).some(
        (other) => hostOf(cell) !== undefined && hostOf(other) === hostOf(cell),
      ),
    );
    return joined && frame(column, 'start') + frame(column - 1, 'end') === 0;
  }

  function gapBefore(column: number): number {
    if (isJoined(column)) return inside;
    return betweenFrames(column) + frame(column - 1, 'end') + frame(column, 'start');
  }

  function betweenFrames(column: number): number {
    const fans = ends.filter(
      ({ from, to }) => cellOf(from).column < column && cellOf(to).column === column,
    );
    const spreads = new Set(fans.map(({ to }) => cellOf(to).row)).size > 1;
    return outside + (spreads ? fan : 0);
  }

  // Rows
  const inRow = (row: number) => cells.filter((cell) => cell.row === row && !isCentered(cell));
  /** What host frames take before, or after, the components of a row: where a host begins, or ends. */
  function frameAcross(row: number, side: 'before' | 'after'): number {
    const beyond = side === 'before' ? row - 1 : row + 1;
    const framed = inRow(row).some(
      (cell) =>
        hostOf(cell) !== undefined &&
        !inRow(beyond).some((other) => hostOf(other) === hostOf(cell)),
    );
    if (!framed) return 0;
    return hostPadding + (wide && side === 'before' ? hostTitle : 0);
  }
  const rowSizes = Array.from({ length: rowCount }, (_, row) => {
    if (inRow(row).length === 0) return 0;
    const size = Math.max(...inRow(row).map((cell) => cross(cell.size)));
    return size + frameAcross(row, 'before') + frameAcross(row, 'after');
  });
  const used = [...rowSizes.keys()].filter((row) => (rowSizes[row] ?? 0) > 0);
  const usedRows = used.length;
  /** The room below each row but the last; a lock between two rows needs some, too. */
  const rowGaps = new Map(
    used.slice(0, -1).map((row, index) => {
      const next = used[index + 1];
      const isLocked = ends.some(({ from, to }, link) => {
        const [one, other] = [cellOf(from), cellOf(to)];
        const isBetween =
          Math.min(one.row, other.row) === row && Math.max(one.row, other.row) === next;
        return isBetween && one.column === other.column && hasLock(run, link);
      });
      return [row, isLocked ? Math.max(rowGap, lockGap) : rowGap];
    }),
  );
  const singles = cells.filter(isCentered).map((cell) => {
    const framed = hostOf(cell) === undefined ? 0 : 2 * hostPadding + (wide ? hostTitle : 0);
    return cross(cell.size) + framed;
  });
  const natural =
    rowSizes.reduce((sum, size) => sum + size, 0) +
    [...rowGaps.values()].reduce((sum, gap) => sum + gap, 0);
  const extent = Math.max(natural, smallest - 2 * margin, ...singles);
  const stretch = wide || usedRows === 0 ? 0 : (extent - natural) / usedRows;
  const rows: Span[] = [];
  let start = margin + (wide ? (extent - natural) / 2 : 0);
  for (const [row, size] of rowSizes.entries()) {
    rows.push({ start, size: size === 0 ? 0 : size + stretch });
    if (size > 0) start += size + stretch + (rowGaps.get(row) ?? 0);
  }
  const crossEnd = extent + 2 * margin;

  const boxes = run.components.map((component, index): Box => {
    const cell = cellOf(index);
    const column = columns[cell.column] as Span;
    const framed = component.host !== undefined;
    let span: Span;
    if (isCentered(cell)) {
      const before = framed ? hostPadding + (wide ? hostTitle : 0) : 0;
      const after = framed ? hostPadding : 0;
      const fills = !wide && contents === 'states' && component.kind === 'load-balancer';
      const size = fills ? extent : Math.max(cross(cell.size), wide ? 0 : Math.min(extent, 156));
      // The frame's title is above, so the box is a little lower than the middle.
      span = { start: margin + (extent - size) / 2 + (before - after) / 2, size };
    } else {
      const row = rows[cell.row] as Span;
      const before = framed ? frameAcross(cell.row, 'before') : 0;
      const after = framed ? frameAcross(cell.row, 'after') : 0;
      const room = row.size - before - after;
      const size = wide ? cross(cell.size) : room;
      span = { start: row.start + before + (room - size) / 2, size };
    }
    return wide
      ? { x: column.start, y: span.start, width: column.size, height: span.size }
      : { x: span.start, y: column.start, width: span.size, height: column.size };
  });

  const hosts = run.hosts.flatMap((host, index): HostPlace[] => {
    const held = boxes.filter((_, component) => run.components[component]?.host === host.id);
    if (held.length === 0) return [];
    const x = Math.min(...held.map((box) => box.x)) - hostPadding;
    const y = Math.min(...held.map((box) => box.y)) - hostPadding - hostTitle;
    const right = Math.max(...held.map((box) => box.x + box.width)) + hostPadding;
    const bottom = Math.max(...held.map((box) => box.y + box.height)) + hostPadding;
    const box = { x, y, width: right - x, height: bottom - y };
    return [
      {
        host: index,
        box,
        title: { x: x + hostPadding, y: y + 21, room: box.width - 2 * hostPadding },
        badge: { x: right - 22, y, room: longBadge },
      },
    ];
  });

  const beliefs = boxes.flatMap((box, balancer) =>
    contents === 'states' && run.components[balancer]?.kind === 'load-balancer'
      ? beliefPlaces(box, balancer, ends, rowCenter, stacksBeliefs(run, direction))
      : [],
  );

  function rowCenter(component: number): number {
    const box = boxes[component] as Box;
    return wide ? box.y + box.height / 2 : box.x + box.width / 2;
  }

  // Links are routed as if the drawing ran left to right.
  const turned = (box: Box): Box =>
    wide ? box : { x: box.y, y: box.x, width: box.height, height: box.width };
  const obstacles = boxes.map(turned);
  const routes = run.links.map((_, link) => {
    const { from, to } = ends[link] as { from: number; to: number };
    const belief = beliefs.find((place) => place.link === link);
    const linkEnds: Ends = {
      from,
      to,
      fromPort: belief && portOf(belief.box, rowCenter(to), wide),
      fromShare: share(
        ends.filter((each) => each.from === from),
        (each) => each.to === to,
        (each) => rowCenter(each.to),
      ),
      toShare: share(
        ends.filter((each) => each.to === to),
        (each) => each.from === from,
        (each) => rowCenter(each.from),
      ),
    };
    const curve = route(obstacles, linkEnds, wide ? (point) => point : swap);
    return { link, curve, hasLock: hasLock(run, link) };
  });
  const components = boxes.map((box, index) => {
    const place = componentPlace(run, box, index, direction);
    return contents === 'names' ? withNameOnly(place) : place;
  });
  const spots = contents === 'names' ? routes.map(({ curve }) => spotOn(curve)) : [];
  const locks = placeLocks(routes, [...takenBy(run, { components, hosts }), ...spots], wide);
  const links = routes.map(({ link, curve }): LinkPlace => ({
    link,
    curve,
    inside: isInside(run, link),
    lock: locks.get(link),
  }));

  // A link that goes around everything needs room too.
  const farthest = (axis: 'x' | 'y') =>
    Math.max(
      ...links.flatMap(({ curve, lock }) => [
        ...curve.points.map((point) => point[axis] + margin),
        ...(lock ? [lock[axis] + lockSize] : []),
      ]),
      0,
    );
  return {
    direction,
    width: Math.max(wide ? mainEnd : crossEnd, farthest('x')),
    height: Math.max(wide ? crossEnd : mainEnd, farthest('y')),
    components,
    beliefs,
    hosts,
    links,
  };
}

/** What has to be read beside the links: components, the titles of hosts, and the badges of both. */
export const takenBy = (
  run: Run,
  { components, hosts }: Pick<Layout, 'components' | 'hosts'>,
): readonly Box[] => [
  ...components.map(({ box }) => box),
  ...hosts.map(({ host, title: { x, y } }) => {
    const width = textWidth(run.hosts[host]?.title ?? '', textSize, true);
    return { x, y: y - textSize, width, height: textSize + 4 };
  }),
  ...[...hosts, ...components].flatMap(({ badge }) => badgeBox(badge)),
];

function badgeBox({ x, y, room }: BadgePlace): Box[] {
  if (room === undefined) return [];
  const { r } = badgeParts.circle;
  const left = room === 0 ? r : room - badgeParts.text.x;
  return [{ x: x - left, y: y - r, width: left + r, height: 2 * r }];
}

/** The room for the text of a component's badge; none where no module shows one. */
function badgeRoom(run: Run, { id, kind, alerts = [] }: Component): number | undefined {
  if (kind === 'collector') return 0;
  if (kind === 'app') return shortBadge;
  if (kind === 'monitor') {
    return Math.max(0, ...alerts.map((rule) => textWidth(rule.id, badgeSize, true)));
  }
  const addresses = run.components.filter((each) => each.kind === 'virtual-address');
  const isRouter = run.links.some(
    ({ from, to }) => to === id && addresses.some((address) => address.id === from),
  );
  return isRouter ? longBadge : undefined;
}

/** Where the link leaves a belief's box: in the middle of its side, or right above the server that is below it. */
function portOf(box: Box, server: number, wide: boolean): number {
  if (wide) return box.y + box.height / 2;
  return Math.min(Math.max(server, box.x + 14), box.x + box.width - 14);
}

function placeOnGrid(
  run: Run,
  grid: FlowScenario['figure']['layout'],
  size: (component: number) => Size,
): Cell[] {
  const given = run.components.map(({ id }, index) => {
    const [column = index + 1, row = 1] = grid[id] ?? [];
    return { column, row };
  });
  const rank = (values: readonly number[]) => {
    const sorted = [...new Set(values)].sort((a, b) => a - b);
    return (value: number) => sorted.indexOf(value);
  };
  const columnRank = rank(given.map(({ column }) => column));
  const rowRank = rank(given.map(({ row }) => row));
  return given.map(({ column, row }, component) => ({
    component,
    column: columnRank(column),
    row: rowRank(row),
    size: size(component),
  }));
}

/** How big a component has to be for what is written in it. */
function sizeOf(run: Run, index: number, direction: Direction, breakable: boolean): Size {
  const component = run.components[index] as Component;
  const wide = direction === 'wide';
  const title = iconSize + 7 + textWidth(component.title, titleSize, true);
  const texts = Math.max(
    ...subtitles(run, index, breakable).map((text) => textWidth(text, textSize)),
  );
  if (component.kind === 'load-balancer') {
    const servers = run.links.filter(({ from }) => from === component.id);
    const cell = Math.max(...servers.map(({ to }) => beliefWidth(run, to)), 60);
    const width = wide ? Math.max(title, texts, cell) : Math.max(title + texts + 12, cell);
    return stacksBeliefs(run, direction)
      ? { width: Math.ceil(width) + 2 * padding, height: 46 + servers.length * 58 + 6 }
      : {
          width:
            Math.ceil(Math.max(title + texts + 12, servers.length * (cell + 10))) + 2 * padding,
          height: 106,
        };
  }
  if (wide) {
    const shape = component.kind === 'database' ? 6 : 0;
    if (!hasPile(component.kind)) {
      return { width: Math.ceil(Math.max(title, texts)) + 2 * padding, height: 54 };
    }
    return { width: Math.ceil(Math.max(title, texts, 66)) + 2 * padding, height: 74 + shape };
  }
  const withPile = Math.max(title + 4 * pipStep, iconSize + 7 + texts);
  return {
    width: Math.ceil(withPile) + 2 * padding,
    height: component.kind === 'database' ? 56 : 50,
  };
}

const nameHeight = 42;

function nameSize({ title }: Component): Size {
  const width = iconSize + 7 + textWidth(title, titleSize, true);
  return { width: Math.ceil(width) + 2 * padding, height: nameHeight };
}

function withNameOnly(place: ComponentPlace): ComponentPlace {
  const y = place.box.y + (place.box.height - iconSize) / 2;
  const icon = { x: place.icon.x, y };
  return {
    ...place,
    icon,
    title: { ...place.title, y: y + 16 },
    badge: { ...place.badge, room: 0 },
  };
}

function spotOn(curve: Curve): Box {
  const half = 12;
  const { x, y } = pointAt(curve, 0.5);
  return { x: x - half, y: y - half, width: 2 * half, height: 2 * half };
}

/** Beliefs lie side by side, above their servers, where one load balancer of few has a narrow drawing's width for itself. */
function stacksBeliefs({ components, links }: Run, direction: Direction): boolean {
  const [balancer, ...others] = components.filter(({ kind }) => kind === 'load-balancer');
  const servers = links.filter(({ from }) => from === balancer?.id);
  return direction === 'wide' || others.length > 0 || servers.length > mostAbreast;
}

function beliefWidth(run: Run, server: string): number {
  const index = run.components.findIndex(({ id }) => id === server);
  return Math.max(
    28 + textWidth(serverTitle(run, index), textSize, true),
    28 + textWidth(drawing.failing(8, 8), textSize),
    28 + 3 * pipStep + textWidth(drawing.retrying(88), textSize),
  );
}

function componentPlace(
  run: Run,
  box: Box,
  component: number,
  direction: Direction,
): ComponentPlace {
  const of = run.components[component] as Component;
  const { kind } = of;
  const { x, y, width } = box;
  const inner = width - 2 * padding;
  // The top of a cylinder is curved.
  const top = y + (kind === 'database' ? 6 : 0);
  const textX = x + padding + iconSize + 7;
  const textRoom = x + width - padding - textX;
  const icon = { x: x + padding, y: top + (direction === 'wide' ? 8 : 14) };
  const badge = { x: x + width - 8, y, room: badgeRoom(run, of) };
  if (direction === 'wide') {
    return {
      component,
      box,
      badge,
      icon,
      title: { x: textX, y: top + 24, room: textRoom },
      subtitle: { x: x + padding, y: top + (kind === 'load-balancer' ? 42 : 45), room: inner },
      pile: { x: x + padding, y: top + 60, room: Math.floor(inner / pipStep) },
    };
  }
  const title = textWidth(of.title, titleSize, true);
  const pileX = textX + title + 12;
  return {
    component,
    box,
    badge,
    icon: kind === 'load-balancer' ? { x: x + padding, y: y + 9 } : icon,
    title: { x: textX, y: top + (kind === 'load-balancer' ? 25 : 22), room: textRoom },
    subtitle:
      kind === 'load-balancer'
        ? { x: textX + title + 12, y: y + 25, room: textRoom - title - 12 }
        : { x: textX, y: top + 39, room: textRoom },
    pile: {
      x: pileX,
      y: top + 17,
      room: Math.max(1, Math.floor((x + width - padding - pileX) / pipStep)),
    },
  };
}

function beliefPlaces(
  box: Box,
  balancer: number,
  ends: readonly { readonly from: number; readonly to: number }[],
  centerOf: (component: number) => number,
  isStacked: boolean,
): BeliefPlace[] {
  const servers = ends
    .map(({ from, to }, link) => ({ from, to, link }))
    .filter(({ from }) => from === balancer)
    .sort((a, b) => centerOf(a.to) - centerOf(b.to));
  const across = (box.width - 6) / Math.max(servers.length, 1);
  return servers.map(({ to, link }, position) => {
    const cell: Box = isStacked
      ? { x: box.x + 6, y: box.y + 48 + position * 58, width: box.width - 12, height: 54 }
      : { x: box.x + 6 + position * across, y: box.y + 38, width: across - 6, height: 62 };
    const left = cell.x + 27;
    const room = cell.x + cell.width - 4 - left;
    const y = cell.y + (isStacked ? 0 : 4);
    return {
      link,
      balancer,
      server: to,
      box: cell,
      mark: { x: cell.x + 14, y: y + 15 },
      title: { x: left, y: y + 18, room },
      state: { x: left, y: y + 32, room },
      pile: { x: left, y: y + 44, room: Math.floor(room / pipStep) },
    };
  });
}

/** Where on a side of a box one of several links ends: 0 to 1. */
function share<T>(
  all: readonly T[],
  isOne: (each: T) => boolean,
  order: (each: T) => number,
): number {
  const sorted = [...all].sort((a, b) => order(a) - order(b));
  return (sorted.findIndex(isOne) + 1) / (sorted.length + 1);
}
