/* Which conversations of the list are chosen: some by name, or all that the view shows. */
import { useCallback, useState } from 'react';

export interface Selection {
  ids: ReadonlySet<string>;
  all: boolean; /* all that the view shows, also what is not loaded */
  count: number;
  has: (id: string) => boolean;
  toggle: (id: string, ids: readonly string[], range: boolean) => void;
  set: (ids: readonly string[]) => void;
  everything: () => void;
  clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

export function useSelection(): Selection {
  const [ids, setIds] = useState(NONE);
  const [all, setAll] = useState(false);
  const [last, setLast] = useState<string | null>(null);

  /* With shift: everything from the one chosen last. */
  const toggle = useCallback(
    (id: string, order: readonly string[], range: boolean) => {
      setAll(false);
      setLast(id);
      setIds((before) => {
        const after = new Set(before);
        const from = last ? order.indexOf(last) : -1;
        const to = order.indexOf(id);
        if (range && from >= 0 && to >= 0) {
          for (const one of order.slice(Math.min(from, to), Math.max(from, to) + 1)) after.add(one);
        } else if (!after.delete(id)) after.add(id);
        return after;
      });
    },
    [last],
  );
  const set = useCallback((chosen: readonly string[]) => {
    setAll(false);
    setIds(new Set(chosen));
  }, []);
  const clear = useCallback(() => {
    setAll(false);
    setIds(NONE);
    setLast(null);
  }, []);
  return { ids, all, count: ids.size, has: (id) => all || ids.has(id), toggle, set, everything: () => setAll(true), clear };
}
