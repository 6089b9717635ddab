/** Marks the section that is being read, and hides the list while a wide figure needs its place. */
export function followSections() {
  const list = document.querySelector<HTMLElement>('.margin .sections');
  if (!list) return;
  markCurrent(list);
  yieldToFigures(list);
}

function markCurrent(list: HTMLElement) {
  const links = [...list.querySelectorAll('a')];
  const headings = links.flatMap((link) => document.getElementById(link.hash.slice(1)) ?? []);
  const update = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 160);
    const current = `#${passed.at(-1)?.id ?? ''}`;
    for (const link of links) {
      if (link.hash === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  // A heading that passes this line, however far below the window it was, is all that matters.
  const observer = new IntersectionObserver(update, { rootMargin: '-160px 0px 1000000px' });
  for (const heading of headings) observer.observe(heading);
}

function yieldToFigures(list: HTMLElement) {
  const over = new Set<Element>();
  const figures = document.querySelectorAll('.prose > *');
  let observer: IntersectionObserver | undefined;
  const observe = () => {
    observer?.disconnect();
    over.clear();
    const { left, width, height } = list.getBoundingClientRect();
    if (width === 0) return;
    // Where the list is while it sticks.
    const above = parseFloat(getComputedStyle(list).top) - 24;
    const below = Math.max(0, innerHeight - above - height - 48);
    observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting, boundingClientRect } of entries) {
          if (isIntersecting && boundingClientRect.right > left) over.add(target);
          else over.delete(target);
        }
        list.classList.toggle('yields', over.size > 0);
      },
      { rootMargin: `${-above}px 0px ${-below}px` },
    );
    for (const figure of figures) observer.observe(figure);
  };
  new ResizeObserver(observe).observe(document.documentElement);
}
