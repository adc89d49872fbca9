/** Ansible's markup as Markdown: `C(code)`, `I(option)`, `M(module)`. */
export function toMarkdown(text: string): string {
  return text.replace(/\b[CIM]\(([^)]*)\)/g, (_, content: string) => code(content)).replaceAll('|', '\\|');
}

/** Returns a value as code within a sentence. */
export function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
