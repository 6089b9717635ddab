/** Lets links to other pages open in a window of their own: the frame is for its widget. */
export function openElsewhere(): void {
  addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (!link?.protocol.startsWith('http')) return;
      if (link.origin === location.origin && link.pathname === location.pathname) return;
      link.target = '_blank';
      link.relList.add('noopener');
    },
    { capture: true },
  );
}
