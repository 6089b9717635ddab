import { globSync, readFileSync } from 'node:fs';
import { pictureFile } from '#lib/pictures.ts';

export function getStaticPaths() {
  return globSync('**/*.png', { cwd: pictureFile('cards') }).map((file) => ({
    params: { name: file.replaceAll('\\', '/').replace(/\.png$/, '') },
  }));
}

export function GET({ params }: { params: { name: string } }): Response {
  const png = readFileSync(pictureFile(`cards/${params.name}.png`));
  return new Response(png, { headers: { 'content-type': 'image/png' } });
}
