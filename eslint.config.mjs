import { defineConfig, globalIgnores } from 'eslint/config';
import astro from 'eslint-plugin-astro';
import typescript from 'typescript-eslint';

const advice = 'CONTRIBUTING.md says who may import whom.';
const tests = ['**/*.test.ts', 'src/sim/**/random-*.ts'];
const astroFiles = ['**/*.astro', '**/*.astro/*.ts', '**/*.astro/*.js'];

/**
 * Who may import whom: for the files of each row, what an import may begin with. Their tests are
 * free. CONTRIBUTING.md shows the same table in words.
 */
const layers = [
  { files: ['src/sim/**'], from: ['./', '../', '#sim/'] },
  { files: ['src/schemas/**'], from: ['./', '#schemas/', '#chapters.ts', '#sim/', 'astro/zod'] },
  // Settings and addresses are data: the configuration reads them where the engine does.
  {
    files: ['src/config/**'],
    from: [
      './',
      '../',
      '#config/',
      '#sim/addresses.ts',
      '#sim/dns/zone.ts',
      '#sim/firewall/',
      '#sim/monitoring/metric-names.ts',
      '#sim/settings.ts',
      '#sim/tls/certificate.ts',
      '#sim/tls/encryption.ts',
      '#sim/tls/mode-tcp.ts',
      '#sim/vrrp/instance.ts',
    ],
    types: ['#sim/'],
  },
  { files: ['src/strings/**'], from: ['./', '#strings/'] },
  {
    files: ['src/components/widgets/*/*.ts'],
    from: ['./', '../icons/', '#sim/', '#lib/', '#config/', '#strings/'],
  },
  { files: ['src/components/widgets/*/{params,frame}.ts'], from: ['./', '#sim/'] },
  { files: ['src/components/widgets/*/view.ts'], from: ['./', 'd3'], types: ['#sim/'] },
  {
    files: ['src/components/widgets/flow/drawing.ts'],
    from: ['./', '../icons/', '#sim/'],
  },
  // The simulator is the flow figure with everything adjustable, and graphs.
  {
    files: ['src/components/widgets/simulator/*.ts'],
    from: ['./', '../flow/', '#sim/', '#lib/', '#config/', '#strings/'],
  },
  { files: ['src/components/widgets/simulator/params.ts'], from: ['./', '#sim/'] },
  { files: ['src/components/widgets/simulator/view.ts'], from: ['./', 'd3'], types: ['#sim/'] },
  {
    files: ['src/components/widgets/*/*.astro'],
    from: [
      './',
      '../icons/',
      // Drawings of topologies are laid out in one way.
      '../flow/',
      'astro:',
      'astro/',
      '#sim/',
      '#lib/',
      '#config/',
      '#schemas/',
      '#strings/',
    ],
  },
];

/** Folders that may import from anywhere but from these. */
const exclusions = [
  { files: ['src/lib/**'], not: ['#components/', '#pages/', '../components/', '../pages/'] },
  { files: ['src/components/shell/**'], not: ['#components/widgets/', '../widgets/', '#pages/'] },
  { files: ['src/components/prose/**'], not: ['#pages/', '../../pages/'] },
  { files: ['e2e/**'], not: ['#components/', '#lib/', '../src/'] },
];

const exactMath = ['abs', 'ceil', 'clz32', 'floor', 'imul', 'max', 'min', 'round', 'sign', 'trunc'];
// prettier-ignore
const impure = [
  'Buffer', 'Date', 'Intl', 'cancelAnimationFrame', 'clearInterval', 'clearTimeout', 'console',
  'crypto', 'document', 'fetch', 'globalThis', 'localStorage', 'location', 'navigator',
  'performance', 'process', 'queueMicrotask', 'requestAnimationFrame', 'self', 'sessionStorage',
  'setImmediate', 'setInterval', 'setTimeout', 'window',
];

export default defineConfig(
  globalIgnores(['dist/', '.astro/', 'diagrams/', 'playwright-report/', 'test-results/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  typescript.configs.recommendedTypeChecked,
  astro.configs.recommended,
  astro.configs['jsx-a11y-strict'],
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test'] }] },
      ],
      // A number in a message needs no String() around it.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: 'error',
    },
  },
  // Astro's own check sees the types of these; plain JavaScript has none, unless it says so.
  {
    files: [...astroFiles, '**/*.mjs', '**/*.js'],
    ignores: ['public/embed/*.js'],
    ...typescript.configs.disableTypeChecked,
  },
  ...layers.map(({ files, from, types = [] }) => ({
    files,
    ignores: tests,
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: only(from, types) }],
    },
  })),
  ...exclusions.map(({ files, not }) => ({
    files,
    ignores: tests,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ regex: `^(${alternatives(not)})`, message: advice }] },
      ],
    },
  })),
  {
    files: ['src/sim/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-globals': [
        'error',
        ...impure.map((name) => ({
          name,
          message: 'The engine has no clock, no page and no process.',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: `MemberExpression[object.name="Math"]:not([computed=false][property.name=/^(${exactMath.join('|')})$/])`,
          message:
            'Engines disagree on its last digits, or it is random: use arithmetic of our own.',
        },
        {
          selector: ':matches(VariableDeclarator[init.name="Math"], [operator=/^\\*\\*/])',
          message: 'Powers differ between engines, and Math is used by its full name.',
        },
        {
          selector: 'MemberExpression[property.name=/^(toLocale.*|localeCompare)$/]',
          message: 'A run may not depend on the language of the machine.',
        },
        { selector: 'ImportExpression', message: 'The engine imports statically.' },
      ],
    },
  },
);

/** Anything that begins otherwise is refused; for `types`, anything but a type. */
function only(from, types) {
  return [
    { regex: `^(?!${alternatives([...from, ...types])})`, message: advice },
    // A path upward may not leave the folder for another layer.
    {
      regex: '^(\\.\\./)+(components|config|content|lib|pages|schemas|sim|strings|widgets)/',
      message: advice,
    },
    ...types.map((type) => ({
      regex: `^(?!${alternatives(from)})${type}`,
      allowTypeImports: true,
      message: advice,
    })),
  ];
}

function alternatives(beginnings) {
  return beginnings.map((beginning) => beginning.replaceAll('.', '\\.')).join('|');
}
