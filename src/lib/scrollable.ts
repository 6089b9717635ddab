/**
 * The attributes of an element that may scroll: the keyboard must reach it to scroll it, with JavaScript or without, and what
 * the keyboard reaches must have a name.
 */
export const scrollable = (name: string, role: 'group' | 'list' | 'region' = 'group') => ({
  tabindex: 0,
  role,
  'aria-label': name,
});
