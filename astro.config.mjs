import { satteri } from '@astrojs/markdown-satteri';
import sitemap from '@astrojs/sitemap';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { mermaidDrawings } from './scripts/diagrams/plugin.ts';
import { bareNames } from './scripts/site/bare-names.ts';
import { basePath } from './scripts/site/base-path.ts';
import { offline } from './scripts/site/offline/integration.ts';
import { plainImports } from './scripts/site/plain-imports.ts';
import { scriptHashes } from './scripts/site/script-hashes.ts';
import { starlightStyles } from './scripts/site/starlight-styles.ts';
import { stylesInHead } from './scripts/site/styles-in-head.ts';
import { site } from './src/strings/en.ts';

const base = process.env.BASE_PATH || '/';
const command = process.argv.includes('build') ? 'build' : 'dev';
const shell = (name) => `./src/components/shell/${name}.astro`;

/**
 * Which modules travel together, so that a page asks for few files. `reader` is what every page has at once, what Vite
 * imports with too; `figure` what every figure needs; then each family of components. What only the simulator, one
 * widget or an opened request needs is left where it is. A module that several groups need goes with the first of them.
 */
const groups = [
  {
    name: 'reader',
    test: /preload-helper|[\\/]src[\\/](lib[\\/](storage|done|progress|dom|touch|tell|motion|copy)\.|components[\\/]embed[\\/]shown\.|strings[\\/]en\.|sim[\\/]random\.)/,
  },
  {
    name: 'figure',
    test: /[\\/]sim[\\/](simulate|state|metric|parameters|addresses|tls[\\/]mode-tcp)\.ts|[\\/]flow[\\/](figure|curve|rows|timeline|describe|halts)\.ts|[\\/]lib[\\/]save\.ts|[\\/]icons\.ts/,
  },
  { name: 'haproxy', test: /[\\/]flow[\\/]haproxy\.ts/ },
  { name: 'nginx', test: /[\\/]flow[\\/]nginx\.ts/ },
  { name: 'tls', test: /[\\/]flow[\\/](tls|panels[\\/]observer)\.ts/ },
  {
    name: 'monitoring',
    test: /[\\/]flow[\\/](monitoring|panels[\\/](log|rates|little))\.ts/,
  },
  // What whole sites have, and hardly any chapter by itself.
  {
    name: 'infrastructure',
    test: /[\\/]flow[\\/](firewall|vrrp|database|dns|files)\.ts/,
  },
  { name: 'configuration', test: /[\\/]config[\\/](haproxy|nginx)\.ts/ },
];
const codeSplitting = {
  groups: groups.map((group, index) => ({ ...group, priority: groups.length - index })),
};

export default defineConfig({
  site: process.env.SITE_URL || 'https://upstream.example',
  base,
  trailingSlash: 'always',
  prefetch: false,
  devToolbar: { enabled: false },
  markdown: {
    processor: satteri({
      mdastPlugins: [mermaidDrawings(command), bareNames(), basePath(base)],
      features: { smartPunctuation: { quotes: true, ellipses: true, dashes: false } },
    }),
    syntaxHighlight: { type: 'shiki', excludeLangs: ['mermaid'] },
    shikiConfig: { theme: 'css-variables' },
  },
  security: {
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "worker-src 'self'",
      ],
      // Pagefind's index is read by WebAssembly.
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"] },
      styleDirective: { resources: ["'self'", "'unsafe-inline'"] },
    },
  },
  vite: {
    plugins: [starlightStyles(), plainImports()],
    environments: { client: { build: { rolldownOptions: { output: { codeSplitting } } } } },
    build: { cssTarget: ['chrome123', 'edge123', 'firefox121', 'safari17.5'] },
  },
  integrations: [
    // What asks not to be found: embeds are pieces of pages that are listed, and nobody looks for “No network”.
    sitemap({ filter: (page) => !/\/(embed\/.|offline\/$)/.test(page) }),
    starlight({
      title: site.title,
      description: site.description,
      favicon: '/favicon.svg',
      expressiveCode: false,
      credits: false,
      markdown: { headingLinks: false },
      routeMiddleware: ['./src/site/card.ts', './src/site/route-data.ts'],
      customCss: [
        './src/styles/tokens.css',
        './src/styles/base.css',
        './src/styles/shell.css',
        './src/styles/prose.css',
        './src/styles/diagrams.css',
        './src/components/widgets/flow/flow.css',
        './src/components/widgets/quiz/quiz.css',
        './src/styles/print.css',
      ],
      components: {
        ThemeProvider: shell('ThemeProvider'),
        PageFrame: shell('PageFrame'),
        Header: shell('Header'),
        Sidebar: shell('Sidebar'),
        TwoColumnContent: shell('Spread'),
        PageSidebar: shell('OnThisPage'),
        ContentPanel: shell('Bare'),
        MarkdownContent: shell('Prose'),
        PageTitle: shell('PageTitle'),
        Hero: shell('Hero'),
        Search: shell('Search'),
        Footer: shell('Footer'),
      },
    }),
    stylesInHead(),
    scriptHashes(),
    offline(),
  ],
});
