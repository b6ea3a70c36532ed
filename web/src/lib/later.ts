/* Gathers what comes in bursts: the work runs once, a little after the first call, with all that was
 * gathered. A burst of facts then costs one request. While they keep coming it runs no sooner than `rest`
 * after it last did: what comes alone is shown at once, and a day on which everything moves does not have every
 * screen read everything several times a second. */

export function gather<T>(ms: number, work: (items: Set<T>) => void, rest = 0): (item: T) => void {
  let items = new Set<T>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let worked = -Infinity;
  return (item) => {
    items.add(item);
    timer ??= setTimeout(() => {
      const gathered = items;
      items = new Set();
      timer = null;
      worked = performance.now();
      work(gathered);
    }, Math.max(ms, worked + rest - performance.now()));
  };
}
