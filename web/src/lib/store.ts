/* Small things kept in this browser. Storage can be full or refused: then nothing is kept and nothing
 * breaks. Keys begin with "lien.". */

export function recall<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(`lien.${key}`);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    if (value === null || value === undefined) localStorage.removeItem(`lien.${key}`);
    else localStorage.setItem(`lien.${key}`, JSON.stringify(value));
  } catch {
    /* See above. */
  }
}
