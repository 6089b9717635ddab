/** Files for the reader: the configuration, the requests, and the picture. */
import { outcomes, type Trace } from '#sim/trace.ts';
import { exports } from '#strings/simulator.ts';

export { save } from '#lib/save.ts';

/** One line a request, as RFC 4180 writes it. */
export function requestsCsv({ run, requests }: Trace): string {
  const lines: string[] = [exports.columns.join(',')];
  for (let row = 0; row < requests.length; row++) {
    const arrivalUs = requests.arrivalUs[row] ?? 0;
    const endUs = requests.endUs[row] ?? -1;
    lines.push(
      [
        row + 1,
        arrivalUs / 1000,
        addressText(requests.address[row] ?? 0),
        requests.write[row] === 1 ? 'write' : 'read',
        run.components[requests.server[row] ?? -1]?.id ?? '',
        requests.status[row] ?? 0,
        outcomes[requests.outcome[row] ?? 0] ?? '',
        requests.retries[row] ?? 0,
        endUs < 0 ? '' : (endUs - arrivalUs) / 1000,
      ].join(','),
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

/** What a picture looks like is said by the page's style sheets, so it takes these along. */
const styles = [
  'fill',
  'fill-opacity',
  'fill-rule',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'display',
] as const;

const gap = 16;

interface Part {
  readonly svg: SVGSVGElement;
  readonly title: string;
}

/** One picture of all drawings, one below the other; of two panes, beside each other. */
export function pictureOf(columns: readonly (readonly Part[])[], background: string): string {
  let x = gap;
  let height = 0;
  const body = columns.map((parts) => {
    let y = gap;
    let width = 0;
    const drawn = parts.map(({ svg, title }) => {
      const copy = styled(svg);
      const { width: own, height: tall } = svg.viewBox.baseVal;
      copy.setAttribute('x', String(x));
      copy.setAttribute('y', String(y + (title === '' ? 0 : 20)));
      copy.setAttribute('width', String(own));
      copy.setAttribute('height', String(tall));
      const { color } = getComputedStyle(svg);
      const words = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      const heading =
        title === ''
          ? ''
          : `<text x="${x}" y="${y + 12}" font-family="sans-serif" font-size="13" font-weight="bold" fill="${color}">${words}</text>`;
      y += tall + gap + (title === '' ? 0 : 20);
      width = Math.max(width, own);
      return heading + new XMLSerializer().serializeToString(copy);
    });
    x += width + gap;
    height = Math.max(height, y);
    return drawn.join('');
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${x}" height="${height}" viewBox="0 0 ${x} ${height}">` +
    `<rect width="100%" height="100%" fill="${background}"/>${body.join('')}</svg>`
  );
}

/** A copy that carries its own styles. */
function styled(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const copies = [copy, ...copy.querySelectorAll('*')];
  [svg, ...svg.querySelectorAll('*')].forEach((element, index) => {
    const computed = getComputedStyle(element);
    const twin = copies[index];
    for (const name of styles) {
      const value = computed.getPropertyValue(name);
      // A pattern is found by its name, and not by the page's address.
      twin?.setAttribute(name, value.replace(/url\("?[^#]*#([^")]*)"?\)/, 'url(#$1)'));
    }
    twin?.removeAttribute('class');
    twin?.removeAttribute('style');
  });
  return copy;
}

/** The picture in pixels, twice as many as it is large. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error(exports.failed));
    }, 'image/png');
  });
}
