/** The excerpt of a log in which a question lets readers count. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { parseLog } from '#sim/monitoring/parse-log.ts';

interface Counted {
  readonly id: string;
  readonly excerpt: string;
  readonly draw: readonly {
    readonly first: number;
    readonly last: number;
    readonly lines: number;
  }[];
}

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const quiz = parse(read('src/content/quizzes/measuring-qps.yaml')) as { questions: Counted[] };
const question = quiz.questions.find(({ id }) => id === 'count-from-a-log');

test('the lines of the log in the quiz are lines of the recorded log', () => {
  const recorded = new Set(read('conformance/M-burst60.access.log').split('\n'));
  const lines = question?.excerpt.trimEnd().split('\n') ?? [];
  assert.equal(lines.length, 22);
  assert.ok(lines.every((line) => recorded.has(line)));
});

test('the numbers of lines that the question is graded by are in its excerpt', () => {
  const seconds = parseLog(question?.excerpt ?? '').map(({ endMs }) =>
    new Date(endMs).getUTCSeconds(),
  );
  for (const { first, last, lines } of question?.draw ?? []) {
    assert.equal(seconds.filter((second) => second >= first && second <= last).length, lines);
  }
});
