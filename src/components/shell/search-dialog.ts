import { search as words } from '#strings/search.ts';
import { addressOf } from '#lib/address.ts';
import styles from './search-dialog.css?inline';

interface Hit {
  readonly url: string;
  readonly title: string;
  /** HTML with `<mark>` around the words that were found. */
  readonly excerpt: string;
}

interface Pagefind {
  options(options: { readonly baseUrl: string }): Promise<void>;
  debouncedSearch(query: string): Promise<{
    readonly results: readonly { data(): Promise<PageHit> }[];
  } | null>;
}

interface PageHit {
  readonly url: string;
  readonly meta: { readonly title: string };
  readonly excerpt: string;
  readonly sub_results: readonly Hit[];
}

const mostPages = 8;
const mostSections = 3;
let dialog: HTMLDialogElement | undefined;
let index: Promise<Pagefind> | undefined;

/** Opens the search over the page. */
export function openSearch() {
  dialog ??= createDialog();
  if (!dialog.open) dialog.showModal();
}

function createDialog(): HTMLDialogElement {
  const sheet = document.createElement('style');
  sheet.textContent = styles;
  document.head.append(sheet);

  const box = document.createElement('dialog');
  box.className = 'search-dialog';
  box.setAttribute('aria-label', words.title);
  const close = element('button', { type: 'button', textContent: words.close });
  const field = element('input', { type: 'search', autocomplete: 'off', spellcheck: false });
  const label = element('label', { textContent: words.field });
  label.append(field);
  const status = element('p', { role: 'status' });
  const list = element('ol', {});
  const top = element('div', { className: 'search-top' });
  top.append(label, close);
  box.append(top, status, list);
  document.body.append(box);

  close.addEventListener('click', () => {
    box.close();
  });
  box.addEventListener('click', (event) => {
    if (event.target === box || (event.target as Element).closest('a')) box.close();
  });
  // Chromium would only empty the field.
  field.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') box.close();
  });
  field.addEventListener('input', () => void find(field.value.trim(), status, list));
  return box;
}

async function find(query: string, status: HTMLElement, list: HTMLElement) {
  if (query === '') {
    status.textContent = '';
    list.replaceChildren();
    return;
  }
  if (!index) status.textContent = words.loading;
  try {
    index ??= loadIndex();
    const found = await (await index).debouncedSearch(query);
    if (!found) return;
    const pages = await Promise.all(found.results.slice(0, mostPages).map((page) => page.data()));
    const { length } = found.results;
    status.textContent = length > 0 ? words.found(length, query) : words.nothing(query);
    list.replaceChildren(...pages.map(pageItem));
  } catch {
    index = undefined;
    status.textContent = words.failed;
  }
}

async function loadIndex(): Promise<Pagefind> {
  const address = `${addressOf('pagefind')}pagefind.js`;
  const pagefind = (await import(/* @vite-ignore */ address)) as Pagefind;
  await pagefind.options({ baseUrl: addressOf('') });
  return pagefind;
}

function pageItem({ url, meta, excerpt, sub_results }: PageHit): HTMLLIElement {
  const item = hitItem({ url, title: meta.title, excerpt });
  const sections = sub_results.filter((hit) => hit.title !== meta.title).slice(0, mostSections);
  if (sections.length > 0) {
    const list = element('ol', {});
    list.append(...sections.map(hitItem));
    item.append(list);
  }
  return item;
}

function hitItem({ url, title, excerpt }: Hit): HTMLLIElement {
  const item = element('li', {});
  const text = element('p', {});
  // Pagefind escapes the page's text; only its <mark> is markup.
  text.innerHTML = excerpt;
  item.append(element('a', { href: url, textContent: title }), text);
  return item;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties);
}
