/* Views of the list: what the address says, what the server is asked, and whether a conversation that
 * just changed belongs in it. A saved view is one of these under a name (view/data.ts). */
import type { Conversation, ListFilter, Me } from '#/lib/api.gen';
import type { Query } from '#/lib/api';

export const VIEWS = ['mine', 'unassigned', 'teams', 'mentions', 'all'] as const;
export const STATUSES = ['open', 'pending', 'waiting', 'snoozed', 'closed'] as const;
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
export const SORTS = ['newest', 'oldest', 'waiting', 'priority'] as const;
export const DAYS = [1, 7, 30, 90] as const;
export const TAGS_MAX = 5; /* asked together */
export type Status = (typeof STATUSES)[number];
export type Priority = (typeof PRIORITIES)[number];

export interface View {
  name: (typeof VIEWS)[number];
  saved: string | null; /* the saved view it began as */
  team: string | null; /* only what was given to it */
  status: Status | 'active' | 'all';
  assignee: string | null; /* an account */
  priority: Priority | null;
  tags: readonly string[]; /* all of them */
  channel: string | null;
  unread: boolean; /* only those I have not read */
  waiting: boolean; /* only those in which the person waits for us */
  days: number | null; /* the last message is no older */
  q: string;
  sort: (typeof SORTS)[number];
}

export const PLAIN: View = {
  name: 'all', saved: null, team: null, status: 'active', assignee: null, priority: null, tags: [], channel: null, unread: false, waiting: false, days: null, q: '', sort: 'newest',
};

function oneOf<T extends string>(values: readonly T[], value: string | null, otherwise: T): T {
  return values.find((one) => one === value) ?? otherwise;
}

const idOf = (text: string | null) => (text && /^\d{1,19}$/.test(text) ? text : null);

export function viewOf(parameters: URLSearchParams): View {
  const days = Number(parameters.get('days'));
  return {
    name: oneOf(VIEWS, parameters.get('view'), 'all'),
    saved: idOf(parameters.get('saved')),
    team: idOf(parameters.get('team')),
    status: oneOf(['active', 'all', ...STATUSES] as const, parameters.get('status'), 'active'),
    assignee: idOf(parameters.get('assignee')),
    priority: PRIORITIES.find((one) => one === parameters.get('priority')) ?? null,
    tags: (parameters.get('tags') ?? '').split(',').filter(idOf).slice(0, TAGS_MAX),
    channel: /^[a-z-]{1,20}$/.exec(parameters.get('channel') ?? '')?.[0] ?? null,
    unread: parameters.get('unread') === '1',
    waiting: parameters.get('waiting') === '1',
    days: Number.isInteger(days) && days > 0 && days <= 3650 ? days : null,
    q: (parameters.get('q') ?? '').slice(0, 200),
    sort: oneOf(SORTS, parameters.get('sort'), 'newest'),
  };
}

/* What is usual stays out of the address. */
export function addressOf(view: View, conversation?: string): string {
  const parameters = new URLSearchParams();
  const put = (name: string, value: string | number | null, usual: string | null = null) => {
    if (value !== null && value !== '' && value !== usual) parameters.set(name, String(value));
  };
  put('view', view.name, 'all');
  put('saved', view.saved);
  put('team', view.team);
  put('status', view.status, 'active');
  put('assignee', view.assignee);
  put('priority', view.priority);
  put('tags', view.tags.join(','));
  put('channel', view.channel);
  put('unread', view.unread ? '1' : null);
  put('waiting', view.waiting ? '1' : null);
  put('days', view.days);
  put('q', view.q);
  put('sort', view.sort, 'newest');
  const query = parameters.toString();
  return `/conversations${conversation ? `/${conversation}` : ''}${query ? `?${query}` : ''}`;
}

/* As a saved view keeps it, and a bulk change is told. */
export function filterOf(view: View): ListFilter {
  const assignee = view.assignee ?? (view.name === 'mine' ? 'me' : view.name === 'unassigned' ? 'none' : undefined);
  const team = view.team ?? (view.name === 'teams' ? 'mine' : undefined);
  return {
    status: view.status,
    sort: view.sort,
    ...(assignee && { assignee }),
    ...(team && { team }),
    ...(view.name === 'mentions' && { mentions: true }),
    ...(view.priority && { priority: view.priority }),
    ...(view.tags.length > 0 && { tags: [...view.tags] }),
    ...(view.channel && { channel: view.channel }),
    ...(view.unread && { unread: true }),
    ...(view.waiting && { waiting: true }),
    ...(view.days && { days: view.days }),
    ...(view.q && { q: view.q }),
  };
}

export function viewOfFilter(filter: ListFilter, saved: string): View {
  const name = filter.mentions ? 'mentions' : filter.assignee === 'me' ? 'mine' : filter.assignee === 'none' ? 'unassigned' : filter.team === 'mine' ? 'teams' : 'all';
  return {
    name,
    saved,
    team: idOf(filter.team ?? null),
    status: filter.status ?? 'all',
    assignee: idOf(filter.assignee ?? null),
    priority: filter.priority ?? null,
    tags: filter.tags ?? [],
    channel: filter.channel ?? null,
    unread: filter.unread === true,
    waiting: filter.waiting === true,
    days: filter.days ?? null,
    q: filter.q ?? '',
    sort: filter.sort ?? 'newest',
  };
}

export function queryOf(view: View): Query {
  const { tags, mentions, unread, waiting, ...rest } = filterOf(view);
  return { ...rest, tag: tags?.join(','), mentions: mentions ? 'me' : undefined, unread: unread ? 'me' : undefined, waiting: waiting ? '1' : undefined };
}

/* How many filters stand besides the view itself. */
export function filtersOf(view: View): number {
  return [view.assignee, view.priority, view.channel, view.unread, view.waiting, view.days, view.q].filter(Boolean).length + view.tags.length;
}

/* null: only the server can tell. */
export function belongs(view: View, conversation: Conversation, me: Me): boolean | null {
  if (view.status === 'active' ? conversation.status === 'closed' : view.status !== 'all' && conversation.status !== view.status) return false;
  if (view.name === 'mine' && conversation.assignee?.id !== me.id) return false;
  if (view.name === 'unassigned' && conversation.assignee !== null) return false;
  if (view.name === 'teams' && !me.teams.some((team) => team.id === conversation.team?.id)) return false;
  if (view.team !== null && conversation.team?.id !== view.team) return false;
  if (view.assignee !== null && conversation.assignee?.id !== view.assignee) return false;
  if (view.priority !== null && conversation.priority !== view.priority) return false;
  if (view.channel !== null && conversation.channel !== view.channel) return false;
  if (view.waiting && conversation.waiting_since === null) return false;
  if (!view.tags.every((tag) => conversation.tags.some((one) => one.id === tag))) return false;
  /* What one has just read stays under one's hand until the list is read again. */
  return view.name === 'mentions' || view.q !== '' || (view.unread && !conversation.unread) ? null : true;
}

/* Whether one stands before another in the order of a view: ids grow with time, and are compared as numbers
 * of up to 19 digits. */
const compareIds = (a: string, b: string) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
const compareTimes = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const NEVER = '9999';

export function stands(view: View, a: Conversation, b: Conversation): number {
  const newest = -compareTimes(a.last_at, b.last_at) || -compareIds(a.id, b.id);
  switch (view.sort) {
    case 'oldest':
      return -newest;
    case 'waiting':
      return compareTimes(a.waiting_since ?? NEVER, b.waiting_since ?? NEVER) || compareIds(a.id, b.id);
    case 'priority':
      return PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || newest;
    default:
      return newest;
  }
}
