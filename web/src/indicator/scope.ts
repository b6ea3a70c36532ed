/* What the dashboard looks at, kept in the address so that it can be shared. */
import { useSearchParams } from 'react-router';
import type { Query } from '#/lib/api';
import { dayOf } from '#/lib/time';

export interface Scope {
  from: string;
  to: string;
  channel: string;
  team: string;
}

export const DAYS = [7, 30, 90] as const;
const DAYS_DEFAULT = 30;
const DAY_MS = 86_400_000;

export function lastDays(days: number, now = new Date()): { from: string; to: string } {
  return { from: dayOf(new Date(now.getTime() - (days - 1) * DAY_MS)), to: dayOf(now) };
}

/* The number of days if the scope is "the last n", else null. */
export function daysOf(scope: Scope): number | null {
  return DAYS.find((days) => lastDays(days).from === scope.from && lastDays(days).to === scope.to) ?? null;
}

export function useScope(): [Scope, (change: Partial<Scope>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const usual = lastDays(DAYS_DEFAULT);
  const scope: Scope = {
    from: parameters.get('from') ?? usual.from,
    to: parameters.get('to') ?? usual.to,
    channel: parameters.get('channel') ?? '',
    team: parameters.get('team') ?? '',
  };
  const change = (wanted: Partial<Scope>) => {
    const next = Object.entries({ ...scope, ...wanted }).filter(([, value]) => value !== '');
    setParameters(Object.fromEntries(next), { replace: true });
  };
  return [scope, change];
}

export const queryOf = (scope: Scope): Query => ({ ...scope });
