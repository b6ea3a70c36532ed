/* Where the signed-in person may go: the entries of the navigation, by their paths. */
import { modules } from '#/modules';
import { useMe } from '#/session/session';

export function useMayGo(): (path: string) => boolean {
  const { rights } = useMe();
  const entries = new Map(modules.flatMap((module) => module.nav ?? []).map((entry) => [entry.path, entry.right]));
  return (path) => {
    const right = entries.get(path);
    return entries.has(path) && (!right || rights.includes(right));
  };
}
