import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MdastPluginEntry } from 'satteri';
import { diagrams } from '../../src/strings/en.ts';
import { drawingName, problemOf, titleOf } from './source.ts';

/** Where the drawings are: `diagrams/` at the root of the project. */
export const drawings = new URL('../../diagrams/', import.meta.url);

/**
 * Replaces each Mermaid fence by its drawing. While authors write (`dev`), a diagram without one
 * shows its source; in a build it is an error that says what to do.
 */
export function mermaidDrawings(command: 'dev' | 'build'): MdastPluginEntry {
  return () => {
    let count = 0;
    return {
      name: 'mermaid-drawings',
      options: { position: true },
      code(node, context) {
        if (node.lang !== 'mermaid') return;
        const file = new URL(`${drawingName(node.value)}.svg`, drawings);
        const problem = problemOf(node.value) ?? (existsSync(file) ? undefined : notDrawn);
        if (problem === undefined) {
          const svg = readFileSync(file, 'utf8').trim().replaceAll('drawing-', `d${++count}-`);
          context.replaceNode(node, { raw: framed(svg, node.value), mdxExpressions: false });
          return;
        }
        if (command === 'build') {
          throw new Error(`${placeOf(context.fileURL, node.position?.start.line)}: ${problem}`);
        }
        context.replaceNode(node, { raw: sourceOf(node.value, problem), mdxExpressions: false });
      },
    };
  };
}

const notDrawn = 'This diagram has no drawing. Run “npm run diagrams” and commit the new file.';

// It scrolls when it is wider than the page, so the keyboard must reach it.
function framed(svg: string, source: string): string {
  const title = escape(titleOf(source)).replaceAll('"', '&quot;');
  const width = /^<svg[^>]* width="(\d+)"/.exec(svg)?.[1] ?? '';
  return `<div class="diagram" tabindex="0" role="group" aria-label="${title}" style="--width:${width}px">${svg}</div>`;
}

function sourceOf(source: string, problem: string): string {
  const note = problem === notDrawn ? diagrams.notDrawn : problem;
  return `<div class="diagram-source"><p>${escape(note)}</p><pre><code>${escape(source)}</code></pre></div>`;
}

function placeOf(file: URL | undefined, line: number | undefined): string {
  const name = file ? relative(process.cwd(), fileURLToPath(file)) : 'A page';
  return line === undefined ? name : `${name}:${line}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
