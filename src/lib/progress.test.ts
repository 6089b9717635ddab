import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { isDone } from './done.ts';
import { exportProgress, importProgress } from './progress-file.ts';
import {
  answerOf,
  answers,
  clearProgress,
  dayMs,
  dueAt,
  isDue,
  noteQuiz,
  recordAnswer,
} from './progress.ts';
import { remove } from './storage.ts';

const key = { id: 'detection-time', hash: 'abc' };
const start = Date.UTC(2026, 0, 1);
const stored = new Map<string, string>();

/** A storage of which `getItem` and `setItem` may be replaced. */
function storage(overrides: Partial<Storage> = {}) {
  const working = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => void stored.set(name, value),
    removeItem: (name: string) => void stored.delete(name),
    ...overrides,
  };
  Object.defineProperty(globalThis, 'localStorage', { value: working, configurable: true });
}

beforeEach(() => {
  storage();
  clearProgress();
  remove({ key: 'done' });
  stored.clear();
});

/** Forgets what the module keeps besides the storage, as a new page does. */
function newPage() {
  const before = new Map(stored);
  clearProgress();
  remove({ key: 'done' });
  for (const [name, value] of before) stored.set(name, value);
}

test('an answer is kept under the prefix, with a version', () => {
  recordAnswer(key, true, start);
  assert.deepEqual([...stored.keys()], ['upstream.progress']);
  assert.equal(
    (JSON.parse(stored.get('upstream.progress') ?? '') as { version: number }).version,
    1,
  );
  newPage();
  assert.equal(answerOf(key)?.correct, true);
});

test('an edited question counts as not answered', () => {
  recordAnswer(key, true, start);
  assert.equal(answerOf({ ...key, hash: 'other' }), undefined);
});

test('the first attempt counts, and trying again is free', () => {
  assert.equal(recordAnswer(key, false, start), true);
  assert.equal(recordAnswer(key, true, start + 1000), false);
  assert.equal(answerOf(key)?.correct, false);
});

test('a question is asked again after 1, 3, 7 and 21 days, and then no more', () => {
  let now = start;
  for (const days of [1, 3, 7, 21]) {
    recordAnswer(key, true, now);
    const answered = answerOf(key);
    assert.ok(!isDue(answered, now + days * dayMs - 1));
    assert.ok(isDue(answered, now + days * dayMs));
    now += days * dayMs;
  }
  recordAnswer(key, true, now);
  const last = answerOf(key);
  assert.ok(last && dueAt(last) === undefined);
});

test('a wrong answer goes back to one day', () => {
  recordAnswer(key, true, start);
  recordAnswer(key, true, start + dayMs);
  recordAnswer(key, false, start + 4 * dayMs);
  const answered = answerOf(key);
  assert.equal(answered && dueAt(answered), start + 5 * dayMs);
});

test('a quiz is done when all its questions are answered, until one is edited', () => {
  const other = { id: 'other', hash: 'x' };
  recordAnswer(key, true, start);
  noteQuiz('q', 'h', [key, other]);
  assert.equal(isDone('q', 'h'), false);
  recordAnswer(other, false, start);
  noteQuiz('q', 'h', [key, other]);
  assert.equal(isDone('q', 'h'), true);
  assert.equal(isDone('q', 'h2'), false);
  noteQuiz('q', 'h2', [key, { id: 'other', hash: 'y' }]);
  assert.equal(isDone('q', 'h'), false);
});

test('what is exported can be imported on another device', () => {
  recordAnswer(key, true, start);
  const file = exportProgress();
  clearProgress();
  assert.deepEqual(importProgress(file), { questions: 1, taken: 1 });
  assert.equal(answerOf(key)?.correct, true);
});

test('an import keeps the later answer of each question', () => {
  recordAnswer(key, false, start);
  const older = exportProgress();
  recordAnswer(key, true, start + 2 * dayMs);
  assert.deepEqual(importProgress(older), { questions: 1, taken: 0 });
  assert.equal(answerOf(key)?.correct, true);
});

test('a bad file is refused by name, and changes nothing', () => {
  recordAnswer(key, true, start);
  const before = answers();
  const file = (rest: object) => JSON.stringify({ upstream: 'progress', version: 1, ...rest });
  const cases: [text: string, problem: string][] = [
    ['', 'no-json'],
    ['{"upstream":', 'no-json'],
    ['[]', 'other-file'],
    ['{"version":1,"answers":{}}', 'other-file'],
    [file({ version: 2, answers: {} }), 'newer'],
    [file({}), 'damaged'],
    [file({ answers: { a: { hash: 'x', correct: 'yes', at: 1, stage: 0 } } }), 'damaged'],
    [file({ answers: { a: { hash: 'x', correct: true, at: 1e300, stage: 0 } } }), 'damaged'],
    [`"${'x'.repeat(2_000_001)}"`, 'too-long'],
  ];
  for (const [text, problem] of cases) assert.deepEqual(importProgress(text), { problem });
  assert.deepEqual(answers(), before);
});

test('an imported file cannot reach a prototype', () => {
  const file =
    '{"upstream":"progress","version":1,"answers":{"__proto__":{"hash":"x","correct":true,"at":1,"stage":0}}}';
  assert.deepEqual(importProgress(file), { problem: 'damaged' });
  assert.equal(answerOf({ id: 'toString', hash: 'x' }), undefined);
});

test('a blocked storage throws nothing, and answers last as long as the page', () => {
  const blocked = () => {
    throw new Error('blocked');
  };
  storage({ getItem: blocked, setItem: blocked, removeItem: blocked });
  assert.deepEqual(answers(), {});
  recordAnswer(key, true, start);
  assert.equal(answerOf(key)?.correct, true);
  clearProgress();
  assert.deepEqual(answers(), {});
});

test('a page without any storage works too', () => {
  Object.defineProperty(globalThis, 'localStorage', {
    get() {
      throw new Error('denied');
    },
    configurable: true,
  });
  recordAnswer(key, true, start);
  assert.equal(answerOf(key)?.correct, true);
});

test('a full storage throws nothing', () => {
  storage({
    setItem() {
      throw new Error('QuotaExceededError');
    },
  });
  recordAnswer(key, true, start);
  noteQuiz('q', 'h', [key]);
  assert.equal(isDone('q', 'h'), true);
});

test('whatever is in the storage, reading gives answers that are sound', () => {
  const entry = fc.record(
    { hash: fc.anything(), correct: fc.anything(), at: fc.anything(), stage: fc.anything() },
    { requiredKeys: [] },
  );
  const value = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({
        version: fc.constantFrom<unknown>(1, 0, 2, '1', null),
        answers: fc.oneof(
          fc.anything(),
          fc.dictionary(fc.string(), fc.oneof(entry, fc.anything())),
        ),
        quizzes: fc.anything(),
      })
      .map(
        (each) =>
          JSON.stringify(each, (_, part: unknown) => (typeof part === 'bigint' ? 0 : part)) ?? '',
      ),
  );
  fc.assert(
    fc.property(value, (text) => {
      newPage();
      stored.set('upstream.progress', text);
      stored.set('upstream.done', text);
      for (const each of Object.values(answers())) {
        assert.equal(typeof each.hash, 'string');
        assert.equal(typeof each.correct, 'boolean');
        assert.ok(Number.isSafeInteger(each.at) && each.stage >= 0 && each.stage <= 4);
      }
      recordAnswer(key, true, start);
      noteQuiz('q', 'h', [key]);
      assert.equal(isDone('q', 'h'), true);
      importProgress(text);
    }),
  );
});
