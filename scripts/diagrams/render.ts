import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { mermaidConfig } from './source.ts';

interface Mermaid {
  initialize(config: unknown): void;
  render(id: string, source: string): Promise<{ svg: string }>;
}

/** Draws Mermaid sources in the Chromium at `executablePath`. Close it when done. */
export async function openRenderer(executablePath: string) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const library = import.meta.resolve('mermaid/dist/mermaid.min.js');
  await page.setContent('<!doctype html><body></body>');
  await page.addScriptTag({ path: fileURLToPath(library) });
  return {
    /** The drawing as SVG; throws with Mermaid's message when the source has an error. */
    render: async (source: string) => clean(page, await draw(page, source)),
    close: () => browser.close(),
  };
}

function draw(page: Page, source: string): Promise<string> {
  return page.evaluate(
    async ([text, config]) => {
      const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
      mermaid.initialize(config);
      return (await mermaid.render('drawing', text)).svg;
    },
    [source, mermaidConfig] as const,
  );
}

/** Leaves what `diagrams.css` needs: no styles, no fonts, short numbers, ids that start `drawing-`. */
function clean(page: Page, svg: string): Promise<string> {
  return page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    const all = <Type extends Element = Element>(selector: string) => [
      ...root.querySelectorAll<Type>(selector),
    ];
    const everything = () => [root, ...all('*')];

    for (const part of all('style, filter, linearGradient, radialGradient')) part.remove();
    for (const { id } of all('marker, symbol')) {
      if (!text.includes(`#${id})`) && !text.includes(`"#${id}"`)) root.querySelector(`#${CSS.escape(id)}`)?.remove();
    }
    for (const defs of all('defs')) if (defs.childElementCount === 0) defs.remove();
    // Mermaid draws a curved outline twice, once to fill it and once to stroke it.
    for (const fill of all('.outer-path > path:not(:last-child)')) fill.remove();
    for (const line of all('.text-outer-tspan')) {
      if (!line.querySelector('[font-weight="bold"], [font-style="italic"]')) {
        line.textContent = line.textContent.trim();
      }
    }
    // Mermaid centers the labels of states by a style sheet for HTML, which this is not.
    for (const label of all('.statediagram-state > .label')) {
      const transform = label.getAttribute('transform') ?? '';
      label.setAttribute('transform', transform.replace(/\([^,]*,/, '(0,'));
    }

    const ids = new Map(
      everything()
        .filter(({ id }) => id !== '')
        .map(({ id }, index) => [id, `drawing-${index}`] as const),
    );
    const renamed = (id: string) => ids.get(id) ?? id;
    for (const element of everything()) {
      for (const { name, value } of [...element.attributes]) {
        if (/^(style|data-.*|name|aria-roledescription|font-.*)$/.test(name) || value === '') {
          element.removeAttribute(name);
        } else if (name === 'id' || name.startsWith('aria-')) {
          element.setAttribute(name, renamed(value));
        } else if (name.endsWith('href')) {
          element.setAttribute(name, `#${renamed(value.slice(1))}`);
        } else {
          const short = value
            .replace(/(?<![\d.])-?\d+\.\d{2,}(?![\d.])/g, (digits) => String(Number(Number(digits).toFixed(1))))
            .replace(/^url\(#(.+)\)$/, (_, id: string) => `url(#${renamed(id)})`);
          element.setAttribute(name, short);
        }
      }
    }

    const box = (root.getAttribute('viewBox') ?? '').split(' ').map(Number);
    root.setAttribute('width', String(Math.ceil(box[2] ?? 0)));
    root.setAttribute('height', String(Math.ceil(box[3] ?? 0)));
    root.setAttribute('role', 'img');
    return new XMLSerializer().serializeToString(root);
  }, svg);
}
