import type { MdastPluginDefinition } from 'satteri';

/** The address `/path/` of the site as a page under `base` must write it. */
export function withBase(address: string, base: string): string {
  if (!address.startsWith('/') || address.startsWith('//')) return address;
  return base.replace(/\/$/, '') + address;
}

/** Lets authors write `[…](/health-checks/)`, wherever the site is published. */
export function basePath(base: string): MdastPluginDefinition {
  return {
    name: 'base-path',
    link(node, context) {
      context.setProperty(node, 'url', withBase(node.url, base));
    },
    definition(node, context) {
      context.setProperty(node, 'url', withBase(node.url, base));
    },
    image(node, context) {
      context.setProperty(node, 'url', withBase(node.url, base));
    },
  };
}
