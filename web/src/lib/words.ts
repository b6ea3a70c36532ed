/* Every sentence on screen, in French and in English. A folder has fr.ts, which decides what there is to
 * say, and en.ts, which must say all of it: a missing or unknown key does not compile. */
import { useSyncExternalStore } from 'react';
import { keep, recall } from './store';

export type Language = 'fr' | 'en';
export const LANGUAGES: readonly Language[] = ['fr', 'en'];

/* The same keys, with sentences of its own; a sentence with something in it is a function. */
export type Words<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...given: infer A) => string
      ? (...given: A) => string
      : Words<T[K]>;
};

export type Dictionary<T> = (language: Language) => Words<T>;

export function wordsOf<T>(fr: T, en: Words<T>): Dictionary<T> {
  const french = typeset(fr) as Words<T>;
  return (language) => (language === 'fr' ? french : en);
}

/* Dictionaries are written with plain spaces; French keeps its marks, and a unit its number, on one line
 * with the word before. */
function typeset(words: unknown): unknown {
  if (typeof words === 'string') return bind(words);
  if (typeof words === 'function') return (...given: unknown[]) => bind(String(words(...given)));
  return Object.fromEntries(Object.entries(words as object).map(([key, value]) => [key, typeset(value)]));
}

function bind(sentence: string): string {
  return sentence.replace(/ (?=[;?!%])/g, '\u202f').replace(/ (?=[:»])|(?<=«) |(?<=\d) (?=(?:Mo|ko|o|h|min|s|j)\b)/g, '\u00a0');
}

/* "Rôle : conseil", "Role: adviser". */
export function labelled(language: Language, label: string, value: string): string {
  return `${label}${language === 'fr' ? '\u00a0:' : ':'} ${value}`;
}

/* French takes the singular for 0 and 1, English for 1 only. */
export function plural(language: Language, n: number, one: string, many: string): string {
  const singular = language === 'fr' ? Math.abs(n) < 2 : n === 1;
  return `${formatNumber(language, n)} ${singular ? one : many}`;
}

/* To make a formatter costs some hundred times what using it does. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  const made = formatters.get(key) ?? new Intl.NumberFormat(language, options);
  formatters.set(key, made);
  return made;
}

export function formatShare(language: Language, share: number): string {
  const text = formatter(language, { style: 'percent', maximumFractionDigits: 1 }).format(share);
  return text.replace('\u00a0%', '\u202f%');
}

export function formatNumber(language: Language, n: number, digits = 0): string {
  return formatter(language, { maximumFractionDigits: digits }).format(n);
}

/* ---- The language in use: the account's once signed in, before that the one chosen here or the
 * browser's, French when it speaks neither. ---- */

function firstLanguage(): Language {
  const kept = recall<string>('language');
  if (kept === 'fr' || kept === 'en') return kept;
  return navigator.languages.find((tag) => /^(fr|en)\b/i.test(tag))?.slice(0, 2).toLowerCase() === 'en' ? 'en' : 'fr';
}

let language: Language = firstLanguage();
document.documentElement.lang = language;
const listeners = new Set<() => void>();

export function setLanguage(next: string | null): void {
  if ((next !== 'fr' && next !== 'en') || next === language) return;
  language = next;
  keep('language', next);
  document.documentElement.lang = next;
  wordsReplaced();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function currentLanguage(): Language {
  return language;
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => language);
}

/* Which words are in use: another language, or a sentence of a dictionary replaced by the organisation's own
 * (wording/own.ts), and who shows one shows it again. */
let edition = 0;
const present = () => edition;
export function wordsReplaced(): void {
  edition += 1;
  for (const tell of listeners) tell();
}

export function useWords<T>(dictionary: Dictionary<T>): Words<T> {
  useSyncExternalStore(subscribe, present);
  return dictionary(language);
}
