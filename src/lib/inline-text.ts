/** The little markup that authors use in YAML: `code`, **strong** and *emphasis*. */
const marks = /`([^`]+)`|\{[^{}]*\}|\*\*([^*]+)\*\*|\*([^*]+)\*|\p{L}'/gu;

/** HTML of a text, with typographic apostrophes. `{expressions}` are left as they are. */
export function inlineHtml(text: string): string {
  return escape(text).replaceAll(
    marks,
    (all, code?: string, strong?: string, emphasis?: string) => {
      if (code !== undefined) return `<code>${code}</code>`;
      if (strong !== undefined) return `<strong>${strong}</strong>`;
      if (emphasis !== undefined) return `<em>${emphasis}</em>`;
      return all.startsWith('{') ? all : all.replace("'", '’');
    },
  );
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
