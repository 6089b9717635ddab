import type { CreatePanel, PanelName } from './panel.ts';

/** How each panel's script is loaded. */
export const panelLoaders: Partial<
  Record<PanelName, () => Promise<{ readonly createPanel: CreatePanel }>>
> = {
  little: () => import('./little.ts'),
  log: () => import('./log.ts'),
  observer: () => import('./observer.ts'),
  rates: () => import('./rates.ts'),
};
