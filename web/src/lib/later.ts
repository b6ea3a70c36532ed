/* Gathers what comes in bursts: the work runs once, a little after the first call, with all that was
 * gathered. A burst of facts then costs one request. */

export function gather<T>(ms: number, work: (items: Set<T>) => void): (item: T) => void {
  let items = new Set<T>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  return (item) => {
    items.add(item);
    timer ??= setTimeout(() => {
      const gathered = items;
      items = new Set();
      timer = null;
      work(gathered);
    }, ms);
  };
}
