/* What the chooser offers, filtered on this machine as one types. */
import { useQuery } from '@tanstack/react-query';
import { api, type Page } from '#/lib/api';
import type { Canned, CannedFilled } from '#/lib/api.gen';
import type { Choice } from './Chooser';
import { useColleagues } from './data';
import type { Asking } from './editor';

const SHOWN_MAX = 30;

export const cannedKey = ['canned'] as const;

export function useCanned(enabled: boolean) {
  return useQuery({ queryKey: [...cannedKey, 'mine'], queryFn: ({ signal }) => api.get<Page<Canned>>('/api/canned', { limit: 200 }, signal), enabled, staleTime: 60_000 });
}

export function fillCanned(id: string, conversation: string | null): Promise<CannedFilled> {
  return api.post<CannedFilled>(`/api/canned/${id}/use`, { conversation });
}

/* Accents and capitals do not matter. */
export const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/* A shortcut first, then names that begin so, then what holds it; the most used before the others. */
export function rankCanned(all: Canned[], typed: string): Canned[] {
  const words = folded(typed);
  const rank = (one: Canned) =>
    one.shortcut && folded(one.shortcut) === words ? 0 : one.shortcut && folded(one.shortcut).startsWith(words) ? 1
      : folded(one.name).startsWith(words) ? 2 : folded(one.name).includes(words) ? 3 : folded(one.text).includes(words) ? 4 : 9;
  return all.map((one) => ({ one, rank: rank(one) })).filter((each) => each.rank < 9)
    .sort((a, b) => a.rank - b.rank || b.one.use_count - a.one.use_count).map((each) => each.one);
}

export function useChoices(asking: Asking | null): Choice[] {
  const canned = useCanned(asking?.kind === 'canned').data?.items ?? [];
  const colleagues = useColleagues().data?.items ?? [];
  if (!asking) return [];
  if (asking.kind === 'canned') {
    return rankCanned(canned, asking.words).slice(0, SHOWN_MAX).map((one) => ({ id: one.id, name: one.shortcut ? `${one.name} · ${one.shortcut}` : one.name, about: one.text.slice(0, 90) }));
  }
  const words = folded(asking.words);
  return colleagues.filter((one) => one.active && folded(one.name).split(/[\s-]+/).some((part) => part.startsWith(words))).slice(0, SHOWN_MAX).map(({ id, name }) => ({ id, name }));
}
