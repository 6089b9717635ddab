/** The signs of alerts and of collectors, as lines on a grid of 24 by 24. */

export const bell =
  'M6.500 16.500c1.500-2 1.500-4 1.500-6.500a4 4 0 0 1 8 0c0 2.500 0 4.500 1.500 6.500zM10.500 19.500h3';
export const waves = 'M5 13h3l2-5 3 9 2-5 1 1h3';
