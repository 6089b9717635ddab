/** GitHub's own parser reads the workflow, expressions included. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { test } from 'node:test';
import { parse } from 'yaml';

// The parser was made for bundlers: it imports its schema as they do.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } =
  await import('@actions/workflow-parser');

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly needs?: string;
  readonly if?: string;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<'test' | 'build' | 'publish', Job>>;
}

const source = readFileSync(new URL('../.github/workflows/publish.yml', import.meta.url), 'utf8');
const { permissions, jobs } = parse(source) as Workflow;

test('GitHub’s parser finds nothing wrong with the workflow', async () => {
  assert.deepEqual(await problemsOf(source), []);
});

test('GitHub’s parser refuses a step that does not exist, a job that does not exist and an unknown key', async () => {
  const mistakes = [
    ['steps.pages.outputs.origin', 'step.pages.outputs.origin'],
    ['needs: test', 'needs: tests'],
    ['timeout-minutes', 'timeout'],
    ['id-token: write', 'id-tokens: write'],
  ] as const;
  for (const [right, wrong] of mistakes) {
    assert.notDeepEqual(await problemsOf(source.replace(right, wrong)), [], wrong);
  }
});

test('every action is pinned to a commit, with its version beside it', () => {
  const uses = source.split('\n').filter((line) => line.includes('uses:'));
  assert.ok(uses.length > 0);
  for (const line of uses)
    assert.match(line, /uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test('nothing is published before the tests pass, or from a pull request', () => {
  assert.equal(jobs.build.needs, 'test');
  assert.equal(jobs.publish.needs, 'build');
  assert.match(
    jobs.build.if ?? '',
    /event_name != 'pull_request' && github\.ref == 'refs\/heads\/main'/,
  );
  assert.ok(jobs.test.steps.some(({ run }) => run === 'npm test'));
});

test('only the job that publishes may write, and only what it publishes', () => {
  assert.deepEqual(permissions, { contents: 'read' });
  assert.equal(jobs.test.permissions, undefined);
  assert.deepEqual(jobs.build.permissions, { contents: 'read', pages: 'read' });
  assert.deepEqual(jobs.publish.permissions, { pages: 'write', 'id-token': 'write' });
});

test('the build learns where the book will be from GitHub', () => {
  const build = jobs.build.steps.find(({ run }) => run === 'npm run build');
  assert.deepEqual(build?.env, {
    SITE_URL: '${{ steps.pages.outputs.origin }}',
    BASE_PATH: '${{ steps.pages.outputs.base_path }}/',
    REPOSITORY_URL: '${{ github.server_url }}/${{ github.repository }}',
  });
});

async function problemsOf(content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow(
    { name: 'publish.yml', content },
    new NoOperationTraceWriter(),
  );
  if (value && context.errors.count === 0) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}
