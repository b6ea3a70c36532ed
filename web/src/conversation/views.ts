/* Views of the list: what the address says, what the server is asked, and whether a conversation that
 * just changed belongs in it. A saved view will be one more of these. */
import type { Conversation, Me } from '#/lib/api.gen';
import type { Query } from '#/lib/api';

export const VIEWS = ['mine', 'unassigned', 'all'] as const;
export const STATUSES = ['open', 'pending', 'waiting', 'snoozed', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

export interface View {
  name: (typeof VIEWS)[number];
  team: string | null; /* only what was given to it */
  status: Status | 'active' | 'all';
  sort: 'newest' | 'oldest';
}

function oneOf<T extends string>(values: readonly T[], value: string | null, otherwise: T): T {
  return values.find((one) => one === value) ?? otherwise;
}

export function viewOf(parameters: URLSearchParams): View {
  return {
    name: oneOf(VIEWS, parameters.get('view'), 'all'),
    team: parameters.get('team'),
    status: oneOf(['active', 'all', ...STATUSES] as const, parameters.get('status'), 'active'),
    sort: oneOf(['newest', 'oldest'] as const, parameters.get('sort'), 'newest'),
  };
}

/* What is usual stays out of the address. */
export function addressOf(view: View, conversation?: string): string {
  const parameters = new URLSearchParams();
  if (view.name !== 'all') parameters.set('view', view.name);
  if (view.team) parameters.set('team', view.team);
  if (view.status !== 'active') parameters.set('status', view.status);
  if (view.sort !== 'newest') parameters.set('sort', view.sort);
  const query = parameters.toString();
  return `/conversations${conversation ? `/${conversation}` : ''}${query ? `?${query}` : ''}`;
}

export function queryOf(view: View): Query {
  return {
    status: view.status,
    sort: view.sort,
    assignee: view.name === 'mine' ? 'me' : view.name === 'unassigned' ? 'none' : undefined,
    team: view.team,
  };
}

export function belongs(view: View, conversation: Conversation, me: Me): boolean {
  if (view.status === 'active' ? conversation.status === 'closed' : view.status !== 'all' && conversation.status !== view.status) return false;
  if (view.name === 'mine' && conversation.assignee?.id !== me.id) return false;
  if (view.name === 'unassigned' && conversation.assignee !== null) return false;
  return view.team === null || conversation.team?.id === view.team;
}
