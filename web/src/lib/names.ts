/* How someone is called: by name, by address while the name is not known. */

export function nameOf(person: { name: string; address?: string | null } | null): string {
  return person?.name || person?.address || '—';
}

/* One or two letters for a disc. */
export function initials(name: string): string {
  const words = name.replace(/@.*/, '').split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0] ?? '?'];
  return letters.map((word) => [...(word ?? '?')][0]?.toLocaleUpperCase() ?? '?').join('');
}

/* The same colour for the same person everywhere; all are dark enough for white letters. */
export function hueOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 360;
  return sum;
}
