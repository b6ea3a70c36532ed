/* A time, short on screen, whole for those who point at it or listen to it; it stays right as time goes. */
import { useSyncExternalStore } from 'react';
import { timeFull, timeShort } from './time';
import { useLanguage } from './words';

let minute = Date.now();
const watchers = new Set<() => void>();
setInterval(() => {
  minute = Date.now();
  for (const watch of watchers) watch();
}, 30_000);

/* Outside: one made at each drawing would be taken off and put back each time. */
const subscribe = (watch: () => void) => {
  watchers.add(watch);
  return () => watchers.delete(watch);
};

export function useMinute(): number {
  return useSyncExternalStore(subscribe, () => minute);
}

export function TimeAgo({ at, className }: { at: string; className?: string }) {
  const language = useLanguage();
  const now = Math.max(useMinute(), Date.now());
  return (
    <time dateTime={at} title={timeFull(language, at)} className={className}>
      {timeShort(language, at, now)}
    </time>
  );
}
