/* Many conversations changed in one gesture, and taken back in one. Some by name are changed at once and put
 * back as they were. A closing, which is measured and asked about, and all that a view shows, which the
 * server does by itself, begin some seconds later: until then nothing has happened. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, Problem } from '#/lib/api';
import type { Bulk, BulkChange, Conversation } from '#/lib/api.gen';
import { keys } from './data';
import { filterOf, type View } from './views';

export const NOW_MAX = 500; /* in one request */
const ASK_MS = 700;

export interface Outcome {
  done: number;
  refused: number;
}

async function changeNamed(ids: readonly string[], change: BulkChange, onStep: (done: number) => void): Promise<Outcome> {
  const outcome = { done: 0, refused: 0 };
  for (let i = 0; i < ids.length; i += NOW_MAX) {
    const answer = await api.post<Bulk>('/api/conversations/bulk', { conversations: ids.slice(i, i + NOW_MAX), change });
    outcome.done += answer.done;
    outcome.refused += answer.failed.length;
    onStep(outcome.done);
  }
  return outcome;
}

/* ids null: all that the view shows. null: it was taken back before it began. */
async function changeHeld(view: View, ids: readonly string[] | null, change: BulkChange, onHeld: (bulk: Bulk) => void): Promise<Outcome | null> {
  let bulk = await api.post<Bulk>('/api/conversations/bulk', { ...(ids ? { conversations: ids } : { filter: filterOf(view) }), change, undo: true });
  if (bulk.begins_in > 0) onHeld(bulk);
  try {
    while (bulk.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, ASK_MS));
      bulk = await api.get<Bulk>(`/api/bulks/${bulk.id}`);
    }
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
  return { done: bulk.done, refused: bulk.failed.length };
}

/* What puts one row back as it was; null when that is not cheap. */
function inverseOf(row: Conversation, change: BulkChange): BulkChange | null {
  const back: BulkChange = {};
  if (change.status === 'closed' || row.status === 'closed') return null;
  if (change.status) {
    back.status = row.status;
    if (row.status === 'snoozed' && row.snoozed_until) back.snoozed_until = row.snoozed_until;
  }
  if (change.priority) back.priority = row.priority;
  if (change.assignee !== undefined) back.assignee = row.assignee?.id ?? null;
  if (change.team !== undefined) back.team = row.team?.id ?? null;
  if (change.add_tags || change.remove_tags || change.tags) back.tags = row.tags.map((tag) => tag.id);
  return back;
}

/* Rows that go back in the same way go back together. */
export function inversesOf(rows: readonly Conversation[], change: BulkChange): Map<string, string[]> | null {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const back = inverseOf(row, change);
    if (!back) return null;
    const key = JSON.stringify(back);
    groups.set(key, [...(groups.get(key) ?? []), row.id]);
  }
  return groups;
}

export async function takeBack(groups: Map<string, string[]>): Promise<void> {
  for (const [key, ids] of groups) await changeNamed(ids, JSON.parse(key) as BulkChange, () => {});
}

/* progress: null when nothing is under way. */
export function useBulk(view: View) {
  const client = useQueryClient();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const refresh = () => {
    for (const queryKey of [keys.lists, keys.counts, ['conversation']]) void client.invalidateQueries({ queryKey });
  };
  const run = async (ids: readonly string[], change: BulkChange): Promise<Outcome> => {
    setProgress({ done: 0, total: ids.length });
    try {
      return await changeNamed(ids, change, (done) => setProgress({ done, total: ids.length }));
    } finally {
      setProgress(null);
      refresh();
    }
  };
  const hold = async (ids: readonly string[] | null, change: BulkChange, onHeld: (bulk: Bulk) => void): Promise<Outcome | null> => {
    try {
      return await changeHeld(view, ids, change, onHeld);
    } finally {
      refresh();
    }
  };
  return { progress, run, hold, refresh };
}
