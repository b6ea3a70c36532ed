/* What one can do, by its name and its keys. A folder declares its actions once, in a table that its module
 * lists; screens say what they do. The keyboard, the palette (Ctrl+K) and the help sheet all read these
 * tables: a key that works is in the sheet, a key in the sheet works.
 *
 * A letter is deaf while someone types and while a dialog is open; keys with Mod (Ctrl, the command key on a
 * Mac) are heard everywhere but in a dialog. "g c" is g, then c. An action with `native` keys is heard by
 * what has the focus, which asks pressed(). */
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { Language } from './words';

export type ActionGroup = 'everywhere' | 'list' | 'thread' | 'writing';

export interface ActionSpec {
  group: ActionGroup;
  label: (language: Language) => string;
  keys?: readonly string[]; /* 'r', 'Mod+k', 'g c', 'Mod+Shift+Enter' */
  native?: boolean;
  quiet?: boolean; /* of no use in the palette: moving about a list */
}

export type ActionTable<K extends string = string> = Record<K, ActionSpec>;
export const actionsOf = <K extends string>(table: ActionTable<K>): ActionTable<K> => table;

/* What a mounted screen answers to. */
export interface BoundAction extends ActionSpec {
  id: string;
  run: () => void;
}

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const FOLLOWS_MS = 1500; /* the second key of two */

interface Binding {
  table: ActionTable;
  handlers: { current: Partial<Record<string, () => void>> };
}

const bindings: Binding[] = [];
const tables: ActionTable[] = []; /* that have been bound: an id is one of its table */
const listeners = new Set<() => void>();
let shown: readonly BoundAction[] = [];
let first = { key: '', at: 0 };

function refresh(): void {
  const names = new Map<string, BoundAction>();
  for (const { table, handlers } of bindings) {
    for (const [name, spec] of Object.entries(table)) {
      const id = `${tables.indexOf(table)}-${name}`;
      if (handlers.current[name]) names.set(id, { ...spec, id, run: () => handlers.current[name]?.() });
    }
  }
  shown = [...names.values()];
  for (const tell of listeners) tell();
}

/* A screen's answers to a table; those it leaves out, or gives as null, are not offered. */
export function useActions<K extends string>(table: ActionTable<K>, handlers: Partial<Record<K, (() => void) | null | false>>, enabled = true): void {
  const latest = useRef<Partial<Record<string, () => void>>>({});
  const names = enabled ? (Object.keys(handlers) as K[]).filter((name) => handlers[name]) : [];
  latest.current = Object.fromEntries(names.map((name) => [name, handlers[name] as () => void]));
  const which = names.join();
  /* Heard from the picture on that shows the screen. */
  useLayoutEffect(() => {
    const binding: Binding = { table, handlers: latest };
    if (!tables.includes(table)) tables.push(table);
    bindings.push(binding);
    refresh();
    return () => {
      bindings.splice(bindings.indexOf(binding), 1);
      refresh();
    };
  }, [table, which]);
}

/* What can be done on the present screen. */
export function useBoundActions(): readonly BoundAction[] {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => shown,
  );
}

/* ---- Keys ---- */

function nameOfPress(event: KeyboardEvent | React.KeyboardEvent): string {
  const mod = MAC ? event.metaKey || event.ctrlKey : event.ctrlKey;
  const key = event.key.length === 1 && mod ? event.key.toLowerCase() : event.key;
  /* Shift is part of the letter, "?" is not Shift+?, but not of Enter. */
  const shift = event.shiftKey && (mod || event.key.length > 1);
  return `${mod ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

/* For what hears its own keys. */
export function pressed(event: KeyboardEvent | React.KeyboardEvent, spec: ActionSpec): boolean {
  return !!spec.keys?.includes(nameOfPress(event));
}

function typing(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : null;
  return !!element?.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], [role=textbox]');
}

/* A menu that fades away is closed already: its button says so at once. */
function dialogOpen(): boolean {
  return document.querySelector('[role=dialog][aria-modal=true], [aria-haspopup=menu][aria-expanded=true]') !== null;
}

/* The newest screen that answers to a key has it. */
function find(name: string): (() => void) | undefined {
  for (const { table, handlers } of [...bindings].reverse()) {
    for (const [id, run] of Object.entries(handlers.current)) {
      const spec = table[id];
      if (run && spec && !spec.native && spec.keys?.includes(name)) return run;
    }
  }
  return undefined;
}

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || dialogOpen()) return;
  const name = nameOfPress(event);
  const withMod = name.startsWith('Mod+') || name.startsWith('Alt+');
  if (!withMod && typing(event.target)) return;
  const both = Date.now() - first.at < FOLLOWS_MS ? find(`${first.key} ${name}`) : undefined;
  const run = both ?? find(name);
  first = { key: name, at: Date.now() };
  if (!run) return;
  first.at = 0;
  event.preventDefault();
  run();
}

document.addEventListener('keydown', press);

/* As it is written on keys: ['Ctrl', 'K'], ['g', 'c']. */
export function keyCaps(key: string): string[] {
  const signs: Record<string, string> = { Mod: MAC ? '⌘' : 'Ctrl', Shift: '⇧', Alt: MAC ? '⌥' : 'Alt', Enter: '↵', Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑', ' ': '␣' };
  return key.split(/[+ ](?=.)/).map((part, index, all) => signs[part] ?? (all.length > 1 && key.includes('Mod+') && index === all.length - 1 ? part.toUpperCase() : part));
}
