/* A mailbox while it is being written, before it is added or changed. */
import type { Mailbox, MailboxPreset, MailboxSmtp, NewMailbox } from '#/lib/api.gen';

export interface DraftAddress {
  address: string;
  name: string;
  signature: string;
  team: string | null;
}

export type Since = 'now' | 'month' | 'all' | 'date' | 'keep';

export interface Draft {
  name: string;
  address: string;
  provider: string;
  imap: MailboxSmtp | null;
  smtp: MailboxSmtp | null;
  user: string;
  auth: 'password' | 'oauth2';
  password: string;
  plus: boolean;
  folder: string;
  after: 'leave' | 'seen' | 'move' | 'delete';
  afterFolder: string;
  since: Since;
  sinceDate: string; /* a day, of "date" */
  sinceKept: string | null; /* of "keep" */
  addresses: DraftAddress[]; /* its own first */
}

export const EMPTY: Draft = {
  name: '', address: '', provider: 'other', imap: null, smtp: null, user: '', auth: 'password', password: '', plus: false,
  folder: 'INBOX', after: 'leave', afterFolder: '', since: 'now', sinceDate: '', sinceKept: null,
  addresses: [{ address: '', name: '', signature: '', team: null }],
};

export const USUAL_IN: MailboxSmtp = { host: '', port: 993, security: 'tls' };
export const USUAL_OUT: MailboxSmtp = { host: '', port: 465, security: 'tls' };

export function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$|^[^\s@]+@localhost$/.test(text.trim());
}

/* The settings of a provider, in place of those of the one before. */
export function withPreset(draft: Draft, preset: MailboxPreset): Draft {
  return {
    ...draft,
    provider: preset.provider,
    imap: preset.imap ?? { ...USUAL_IN },
    smtp: preset.smtp ?? { ...USUAL_OUT },
    auth: preset.auth[0] === 'oauth2' ? 'oauth2' : 'password',
    plus: preset.plus,
    user: draft.user || draft.address.trim(),
  };
}

export function draftOf(mailbox: Mailbox): Draft {
  return {
    name: mailbox.name,
    address: mailbox.address,
    provider: mailbox.provider,
    imap: mailbox.imap && { host: mailbox.imap.host, port: mailbox.imap.port, security: mailbox.imap.security },
    smtp: mailbox.smtp,
    user: mailbox.user ?? '',
    auth: mailbox.auth,
    password: '',
    plus: mailbox.plus,
    folder: mailbox.imap?.folder ?? 'INBOX',
    after: mailbox.imap?.after ?? 'leave',
    afterFolder: mailbox.imap?.after_folder ?? '',
    since: 'keep',
    sinceDate: '',
    sinceKept: mailbox.imap?.since ?? null,
    addresses: mailbox.addresses.map((one) => ({ address: one.address, name: one.name, signature: one.signature ?? '', team: one.team?.id ?? null })),
  };
}

const DAY_MS = 86_400_000;

function sinceOf(draft: Draft, now = Date.now()): string | null {
  if (draft.since === 'all') return null;
  if (draft.since === 'keep') return draft.sinceKept;
  if (draft.since === 'date') return draft.sinceDate ? new Date(`${draft.sinceDate}T00:00:00`).toISOString() : null;
  return new Date(draft.since === 'month' ? now - 30 * DAY_MS : now).toISOString();
}

/* As the API takes it. */
export function bodyOf(draft: Draft): NewMailbox {
  const address = draft.address.trim();
  return {
    name: draft.name.trim() || address,
    address,
    provider: draft.provider,
    imap: draft.imap && {
      ...draft.imap,
      host: draft.imap.host.trim(),
      folder: draft.folder.trim() || 'INBOX',
      after: draft.after,
      after_folder: draft.after === 'move' ? draft.afterFolder.trim() : null,
      since: sinceOf(draft),
    },
    smtp: draft.smtp && { ...draft.smtp, host: draft.smtp.host.trim() },
    user: draft.user.trim() || null,
    auth: draft.auth,
    ...(draft.password ? { password: draft.password } : {}),
    plus: draft.plus,
    addresses: draft.addresses
      .map((one, index) => ({ address: index === 0 ? address : one.address.trim(), name: one.name.trim(), signature: one.signature.trim() || null, team: one.team }))
      .filter((one) => one.address),
  };
}
