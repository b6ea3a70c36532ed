/* What the composer and its editor say to each other, whichever editor it is: rich, or plain for channels
 * that take no HTML. */
import type { KeyboardEvent } from 'react';

export interface EditorHandle {
  focus: () => void;
  /* In place of what was typed to ask for it (`/bien`, `@léa`), at the caret. */
  insert: (content: { html: string | null; text: string }, typed?: number) => void;
  insertImage: (attachment: string, name: string) => void;
  flush: () => void; /* tells at once what was typed in the last moment */
}

/* What stands before the caret and asks for a chooser: "/acc", "::acc", "@lé". */
export interface Asking {
  kind: 'canned' | 'mention';
  words: string;
  length: number; /* characters typed to ask */
  rect: { left: number; top: number; bottom: number };
}

export interface EditorProps {
  label: string;
  placeholder: string;
  value: { text: string; html: string | null };
  onChange: (value: { text: string; html: string | null }) => void;
  onAsk: (asking: Asking | null) => void;
  onKey: (event: KeyboardEvent | globalThis.KeyboardEvent) => boolean; /* true: heard */
  onFiles: (files: File[]) => void;
  mentions: boolean; /* @ asks for a colleague */
  focused: { current: boolean }; /* it has the keyboard as soon as it is there */
}

const CANNED = /(?:^|\s)(?:\/|::)([\p{L}\p{N}_-]{0,30})$/u;
const MENTION = /(?:^|\s)@([\p{L}\p{N}_-]{0,30})$/u;

/* before: the text of the line up to the caret. */
export function askingOf(before: string, mentions: boolean, rect: () => Asking['rect']): Asking | null {
  for (const [kind, pattern] of [['canned', CANNED], ['mention', MENTION]] as const) {
    if (kind === 'mention' && !mentions) continue;
    const found = pattern.exec(before);
    if (found) return { kind, words: found[1] ?? '', length: found[0].trimStart().length, rect: rect() };
  }
  return null;
}

/* A text as the editor's HTML. */
export function htmlOf(text: string): string {
  const escape = (line: string) => line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return text.split(/\n{2,}/).map((part) => `<p>${part.split('\n').map(escape).join('<br>')}</p>`).join('');
}

/* Without the empty lines where one stopped. */
export function trimmed(html: string): string {
  return html.replace(/(<p>(<br[^>]*>)?<\/p>)+$/, '');
}
