import { createHash } from 'node:crypto';
import type { AstroIntegration } from 'astro';
import { changePages } from './change-pages.ts';

/** Allows on each built page exactly the inline scripts that it holds, whoever wrote them. */
export function scriptHashes(): AstroIntegration {
  return {
    name: 'script-hashes',
    hooks: {
      'astro:build:done': ({ dir }) => changePages(dir, allowInlineScripts),
    },
  };
}

const policy = /(<meta http-equiv="content-security-policy" content=")([^"]*)(")/i;
const inlineScript = /<script(?![^>]*\ssrc[\s=])([^>]*)>([\s\S]*?)<\/script>/gi;
const data = /\stype="?(?:application\/(?:ld\+)?json|speculationrules)"?/i;

/** The page with the hashes of its own inline scripts in its policy, and no others. */
export function allowInlineScripts(html: string, name: string): string {
  if (!policy.test(html)) throw new Error(`${name} has no content security policy.`);
  const hashes = [...html.matchAll(inlineScript)]
    .filter(([, attributes = '']) => !data.test(attributes))
    .map(([, , code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
  return html.replace(policy, (_, start: string, content: string, end: string) => {
    const directives = content.split(';').map((directive) => {
      const [key, ...values] = directive.trim().split(/\s+/);
      if (key !== 'script-src') return directive.trim();
      const sources = values.filter((value) => !value.startsWith("'sha"));
      return [key, ...sources, ...new Set(hashes)].join(' ');
    });
    return start + directives.filter(Boolean).join('; ') + end;
  });
}
