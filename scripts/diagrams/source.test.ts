import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawingName, fencesOf, problemOf } from './source.ts';

const source = 'flowchart LR\n  accTitle: A pair\n  accDescr: Two servers.\n  a --> b\n';

test('fences are found with their lines, indented ones too', () => {
  const page = `# A\n\n\`\`\`mermaid\n${source}\`\`\`\n\n<Note>\n  ~~~mermaid\n  graph TD\n  ~~~\n</Note>\n`;
  assert.deepEqual(fencesOf(page), [
    { source, line: 3 },
    { source: 'graph TD\n', line: 11 },
  ]);
});

test('other code is no diagram', () => {
  assert.deepEqual(fencesOf('```text\nflowchart LR\n```\n`mermaid`\n'), []);
});

test('a drawing is named by its source, whatever surrounds it', () => {
  assert.equal(drawingName(source), drawingName(`${source}\n`));
  assert.notEqual(drawingName(source), drawingName(source.replace('b', 'c')));
  assert.match(drawingName(source), /^[\da-f]{16}$/);
});

test('a diagram needs a title and a description', () => {
  assert.equal(problemOf(source), undefined);
  assert.equal(problemOf(source.replace('accDescr: Two servers.', 'accDescr {\n Two\n }')), undefined);
  assert.match(problemOf('flowchart LR\n a --> b') ?? '', /accTitle.*accDescr/);
  assert.match(problemOf(source.replace(/accTitle.*\n/, '')) ?? '', /no “accTitle/);
});
