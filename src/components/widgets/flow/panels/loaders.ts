import type { CreatePanel, PanelName } from './panel.ts';

/** How each panel's script is loaded. */
export const panelLoaders: Partial<
  Record<PanelName, () => Promise<{ readonly createPanel: CreatePanel }>>
> = {};
