import { globSync, readFileSync } from 'node:fs';
import { pictureFile } from '#lib/pictures.ts';

export function getStaticPaths() {
  return globSync('*.svg', { cwd: pictureFile('posters') }).map((file) => ({
    params: { name: file.replace(/\.svg$/, '') },
  }));
}

export function GET({ params }: { params: { name: string } }): Response {
  const svg = readFileSync(pictureFile(`posters/${params.name}.svg`));
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml' } });
}
