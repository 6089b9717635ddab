import type { MdastPluginDefinition } from 'satteri';

/**
 * Leaves a name such as www.foobar.com as text: Markdown makes a link of it, and the site of this book is nobody's to visit.
 * A link that an author writes stays one.
 */
export function bareNames(): MdastPluginDefinition {
  return {
    name: 'bare-names',
    link(node, context) {
      const [child] = node.children;
      if (child?.type === 'text' && node.url === `http://${child.value}`) {
        context.replaceNode(node, { type: 'text', value: child.value });
      }
    },
  };
}
