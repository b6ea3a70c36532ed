/* Times and lengths of time, as people say them. */
import type { Language } from './words';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/* To make a formatter costs some hundred times what using it does, and a thread asks for dozens. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions, time: Date): string {
  const key = language + JSON.stringify(options);
  const made = formats.get(key) ?? new Intl.DateTimeFormat(language, options);
  formats.set(key, made);
  return made.format(time);
}

/* "il y a 5 min", "hier", "12 mars", "12 mars 2024": short, for lists. */
export function timeShort(language: Language, at: string, now = Date.now()): string {
  const then = new Date(at);
  const age = now - then.getTime();
  if (age >= 0 && age < MINUTE) return language === 'fr' ? 'à l’instant' : 'just now';
  if (age >= 0 && age < HOUR) return `${Math.floor(age / MINUTE)}\u00a0min`;
  if (sameDay(then, new Date(now))) return format(language, { hour: '2-digit', minute: '2-digit' }, then);
  if (sameDay(then, new Date(now - DAY))) return language === 'fr' ? 'hier' : 'yesterday';
  const sameYear = then.getFullYear() === new Date(now).getFullYear();
  return format(language, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }, then);
}

export function timeFull(language: Language, at: string): string {
  return format(language, { dateStyle: 'full', timeStyle: 'short' }, new Date(at));
}

export function dateTime(language: Language, at: string): string {
  return format(language, { dateStyle: 'medium', timeStyle: 'short' }, new Date(at));
}

/* A moment ahead, as one says it: "lun. 30 nov., 9 h 00", "Mon, Nov 30, 9:00 AM"; the year when it is another. */
export function dateTimeShort(language: Language, at: string, now = Date.now()): string {
  const then = new Date(at);
  const sameYear = then.getFullYear() === new Date(now).getFullYear();
  const day = format(language, { weekday: 'short', day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }, then);
  const hour = language === 'fr' ? `${then.getHours()}\u00a0h\u00a0${String(then.getMinutes()).padStart(2, '0')}` : format(language, { hour: 'numeric', minute: '2-digit' }, then);
  return `${day}, ${hour}`;
}

export function dayTitle(language: Language, at: string, now = Date.now()): string {
  const then = new Date(at);
  if (sameDay(then, new Date(now))) return language === 'fr' ? 'Aujourd’hui' : 'Today';
  if (sameDay(then, new Date(now - DAY))) return language === 'fr' ? 'Hier' : 'Yesterday';
  return format(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, then);
}

export function date(language: Language, day: string): string {
  return format(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }, new Date(`${day}T00:00:00Z`)).replaceAll(' ', '\u00a0');
}

/* "2 h 05", "3 j 4 h", "45 min"; never broken at the end of a line. */
export function duration(language: Language, seconds: number): string {
  const day = language === 'fr' ? 'j' : 'd';
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return `${Math.round(seconds)}\u00a0s`;
  if (minutes < 60) return `${minutes}\u00a0min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}\u00a0h\u00a0${String(minutes % 60).padStart(2, '0')}`;
  const hours = Math.round(minutes / 60);
  return hours % 24 ? `${Math.floor(hours / 24)}\u00a0${day}\u00a0${hours % 24}\u00a0h` : `${hours / 24}\u00a0${day}`;
}

export function fileSize(language: Language, bytes: number): string {
  const units = language === 'fr' ? ['o', 'ko', 'Mo', 'Go', 'To'] : ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const value = bytes / 1000 ** step;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 && step ? 1 : 0 }).format(value)}\u00a0${units[step]}`;
}

/* A day in the reader's own zone, as the API writes days. */
export function dayOf(time: Date): string {
  return `${time.getFullYear()}-${String(time.getMonth() + 1).padStart(2, '0')}-${String(time.getDate()).padStart(2, '0')}`;
}

function sameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}
