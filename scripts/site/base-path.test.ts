import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownToHtml } from 'satteri';
import { basePath, withBase } from './base-path.ts';

test('addresses of the site move below the base', () => {
  assert.equal(withBase('/health-checks/#fall', '/book/'), '/book/health-checks/#fall');
  assert.equal(withBase('/', '/book'), '/book/');
  assert.equal(withBase('/health-checks/', '/'), '/health-checks/');
});

test('other addresses stay as they are', () => {
  for (const address of ['https://www.rfc-editor.org/', '//example.com/', '#fall', '../up/', '']) {
    assert.equal(withBase(address, '/book/'), address);
  }
});

test('links, references and images of a page move', async () => {
  const source = '[a](/dns/) [b][r] ![c](/icon.svg) [d](https://haproxy.org/)\n\n[r]: /https/';
  const { html } = await markdownToHtml(source, { mdastPlugins: [basePath('/book')] });
  assert.match(html, /href="\/book\/dns\/"/);
  assert.match(html, /href="\/book\/https\/"/);
  assert.match(html, /src="\/book\/icon\.svg"/);
  assert.match(html, /href="https:\/\/haproxy\.org\/"/);
});
