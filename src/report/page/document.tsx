import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '../reported-stack.ts';
import { STYLE } from './style.ts';

interface DocumentProps {
  readonly language: Language;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A page that needs nothing but itself: it says that no browser shall load anything. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

function Document({ language, title, children }: DocumentProps) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="content-security-policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <title>{title}</title>
        {/* A constant of ours, in which > must not be escaped. */}
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}

/** A whole page as the text of its file. */
export function toHtml(props: DocumentProps): string {
  return `<!doctype html>\n${renderToString(<Document {...props} />)}\n`;
}
