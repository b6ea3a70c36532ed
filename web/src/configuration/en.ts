import { plural, type Words } from '#/lib/words';
import type { fr } from './fr';

const n = (count: number, one: string, many: string) => plural('en', count, one, many);

export const en: Words<typeof fr> = {
  title: 'Export and import',
  about: 'The configuration as one JSON file: settings, texts, logo, accounts, teams, mailboxes, tags, views, canned replies, forms and chats. No password, no conversation.',
  exportTitle: 'Export',
  exportText: 'The file holds the names and addresses of colleagues: keep it as such.',
  export: 'Download the configuration',
  importTitle: 'Import',
  importText: 'Nothing is deleted. Lien first shows what would be done; then all of it is done, or nothing. Accounts come without a password, mailboxes paused; those that exist already stay as they are.',
  choose: 'Choose a file',
  apply: 'Import',
  applied: 'Configuration imported.',
  appliedText: 'Done.',
  nothing: 'Everything is so already: there is nothing to do.',
  refusedText: 'Nothing will be imported while lines are refused.',
  would: 'What would be done',
  done: 'What was done',
  part: 'Part',
  key: 'Name',
  effect: 'Effect',
  reason: 'Reason',
  effects: { same: 'Same', added: 'Added', changed: 'Changed', kept: 'Kept as it is', refused: 'Refused' },
  counts: {
    added: (count: number) => n(count, 'added', 'added'), changed: (count: number) => n(count, 'change', 'changes'), kept: (count: number) => n(count, 'kept as it is', 'kept as they are'),
    refused: (count: number) => n(count, 'refused', 'refused'), same: (count: number) => n(count, 'the same', 'the same'),
  },
  parts: {
    settings: 'Setting', wordings: 'Text', brand: 'Branding', staff: 'Account', teams: 'Team', mailboxes: 'Mailbox', signatures: 'Signature', tags: 'Tag', views: 'View', canned: 'Canned reply', forms: 'Form', widgets: 'Chat',
  },
  notOurs: 'This file is not a configuration of Lien.',
};
