// For tsc, which cannot read Astro's files. `astro check` can, and then this does not apply.
declare module '*.astro' {
  const component: (properties: Record<string, unknown>) => unknown;
  export default component;
}
