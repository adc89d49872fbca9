/** A file that is made and committed, by its path in the project: a text, or a link to another file. */
export type Output = { readonly path: string; readonly executable?: true } & (
  | { readonly text: string }
  | { readonly link: string }
);
