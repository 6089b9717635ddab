import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveStyles } from './styles-in-head.ts';

test('styles of the body move to the end of the head, each once', () => {
  const page =
    '<head><style>a{}</style></head><body><style>b{}</style><p><style>c{}</style></p><style>b{}</style></body>';
  assert.equal(
    moveStyles(page),
    '<head><style>a{}</style><style>b{}</style><style>c{}</style></head><body><p></p></body>',
  );
});

test('the style of a drawing stays in it', () => {
  const page = '<head></head><svg viewBox="0 0 1 1"><style>a{}</style></svg>';
  assert.equal(moveStyles(page), page);
});

test('a text without a head stays as it is', () => {
  assert.equal(moveStyles('<style>a{}</style>'), '<style>a{}</style>');
});
