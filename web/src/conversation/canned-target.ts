/* Where a canned reply that is chosen elsewhere (the palette) goes: the writer that is there, the newest when
 * there are several. */
import { useEffect, useRef, useSyncExternalStore } from 'react';

type Insert = (canned: string) => void;

let writers: readonly { current: Insert }[] = [];
const listeners = new Set<() => void>();

function change(next: typeof writers): void {
  writers = next;
  for (const tell of listeners) tell();
}

/* Of a writer that takes them. */
export function useTakesCanned(insert: Insert, takes: boolean): void {
  const latest = useRef(insert);
  latest.current = insert;
  useEffect(() => {
    if (!takes) return undefined;
    change([...writers, latest]);
    return () => change(writers.filter((one) => one !== latest));
  }, [takes]);
}

/* Puts one into the writer; null when there is none. */
export function useCannedTarget(): Insert | null {
  const all = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => writers,
  );
  const newest = all[all.length - 1];
  return newest ? (id) => newest.current(id) : null;
}
