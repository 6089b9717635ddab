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
  locked: { stroke: 'M8 10.5V8a4 4 0 0 1 8 0v2.5', fill: 'M5.5 10.5h13v9.5h-13z' },
  unlocked: { stroke: 'M5.5 10.5h13v9.5h-13zM8 10.5V7a4 4 0 0 1 7.7-1.4' },
} as const satisfies Record<string, Icon>;

export type IconName = keyof typeof icons;
