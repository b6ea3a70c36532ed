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
  changes: 'Log of the settings',
  changesAbout: 'Who changed what, and when. Earlier values are in the history of each setting and of each text.',
  noChange: 'Nothing has been changed yet',
  noChangeText: 'Each change of a setting, a text, a team or an account will be written here.',
  when: 'When', who: 'Who', what: 'What', concerns: 'About', program: 'Lien',
  facts: {
    'setting.changed': 'Setting changed', 'wording.changed': 'Text changed', 'brand.changed': 'Logo changed', 'team.changed': 'Team changed', 'staff.added': 'Account made', 'staff.changed': 'Account changed',
    'mailbox.added': 'Mailbox added', 'mailbox.changed': 'Mailbox changed', 'mailbox.paused': 'Mailbox paused', 'mailbox.resumed': 'Mailbox resumed', 'mailbox.removed': 'Mailbox removed',
    'tag.added': 'Tag added', 'tag.changed': 'Tag changed', 'tag.merged': 'Tags merged', 'view.added': 'View added', 'view.changed': 'View changed', 'view.removed': 'View removed',
    'canned.added': 'Canned reply added', 'canned.changed': 'Canned reply changed', 'canned.dropped': 'Canned reply removed', 'form.added': 'Form added', 'form.changed': 'Form changed',
    'chat.widget_added': 'Chat added', 'chat.widget_changed': 'Chat changed', 'configuration.imported': 'Configuration imported', 'guide.step_skipped': 'First step left aside', 'guide.step_resumed': 'First step taken up again',
  },
  notOurs: 'This file is not a configuration of Lien.',
};
