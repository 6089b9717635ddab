/** The signs of the kinds of component, of locks and of what a load balancer believes, in boxes of 24 by 24. */

export interface Icon {
  /** Drawn as a line. */
  readonly stroke?: string;
  readonly fill?: string;
}

export const icons = {
  client: { stroke: 'M3 5.5h18v13H3zM3 9.5h18M6 7.5h.01M8.6 7.5h.01' },
  firewall: {
    stroke:
      'M3 5h18v14H3zM3 9.7h18M3 14.4h18M9 5v4.7M16 5v4.7M6 9.7v4.7M12.5 9.7v4.7M19 9.7v4.7M9 14.4V19M16 14.4V19',
  },
  'load-balancer': {
    stroke: 'M3 12h7M10 12c4 0 3-6 7-6M10 12h7M10 12c4 0 3 6 7 6',
    fill: 'M21 6a2 2 0 1 1-4 0 2 2 0 0 1 4 0ZM21 12a2 2 0 1 1-4 0 2 2 0 0 1 4 0ZM21 18a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z',
  },
  web: {
    stroke:
      'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c-5 5-5 12 0 17M12 3.5c5 5 5 12 0 17',
  },
  app: { stroke: 'M8.5 7 3.5 12l5 5M15.5 7l5 5-5 5M13.4 5l-2.8 14' },
  database: {
    stroke:
      'M4.5 6c0-3.3 15-3.3 15 0s-15 3.3-15 0Zm0 0v12c0 3.3 15 3.3 15 0V6M4.5 12c0 3.3 15 3.3 15 0',
  },
  dns: {
    stroke: 'M5 3.5h14v6H5zM5 14.5h14v6H5zM8 6.5h.01M8 17.5h.01M11 6.5h5M11 17.5h5M12 9.5v5',
  },
  'virtual-address': {
    stroke:
      'M12 21c-4-4.6-6.5-8-6.5-11.2a6.5 6.5 0 0 1 13 0C18.5 13 16 16.4 12 21ZM12 12.300a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  },
  files: { stroke: 'M6 3.500h8l4.5 4.500v12.500H6zM14 3.500V8h4.500M9 12.500h6.500M9 16h6.5' },
  collector: { stroke: 'M4 13h3l2-6 4 11 2.5-7 1.5 2h3' },
  monitor: { stroke: 'M4 4v16h16.500M7.5 15l3.5-5 3.5 3 5-7' },
  probe: { stroke: 'M11 4.500a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.8 15.800l4.7 4.7' },
  locked: { stroke: 'M8 10.5V8a4 4 0 0 1 8 0v2.5', fill: 'M5.5 10.5h13v9.5h-13z' },
  unlocked: { stroke: 'M5.5 10.5h13v9.5h-13zM8 10.5V7a4 4 0 0 1 7.7-1.4' },
} as const satisfies Record<string, Icon>;

export type IconName = keyof typeof icons;
