/** The settings of a component as the drawing needs them: in every frame, and so resolved once. */
import type { Component } from '#sim/run.ts';
import { resolveSettings, type Settings } from '#sim/settings.ts';

type Drawn = 'haproxy' | 'database';

const known = { haproxy: new WeakMap(), database: new WeakMap() } as {
  readonly [P in Drawn]: WeakMap<Component, Settings<P>>;
};

export function settingsOf<P extends Drawn>(program: P, component: Component): Settings<P> {
  const settings = known[program].get(component) ?? resolveSettings(program, component.settings);
  known[program].set(component, settings);
  return settings;
}
