import type { Words } from '#/lib/words';
import type { fr } from './fr';

export const en: Words<typeof fr> = {
  title: 'First steps',
  about: 'From the first sign-in to the first mail answered. Take the steps in the order that suits you, leave some, come back: Lien sees by itself what is done.',
  progress: (done: number, all: number) => `${done} of ${all} steps settled`,
  todo: 'To do',
  done: 'Done',
  skipped: 'Left aside',
  skip: 'Leave aside',
  skipOf: (step: string) => `Leave aside: ${step}`,
  resume: 'Take up again',
  resumeOf: (step: string) => `Take up again: ${step}`,
  overTitle: 'Everything is in place',
  overText: 'Well done. These pages stay in the settings.',
  toDesk: 'Go to the conversations',
  invent: 'Receive an invented mail',
  steps: {
    name: { title: 'Name the organisation', text: 'Its name and language sign mails and public pages.', action: 'Give a name' },
    brand: { title: 'Choose a colour or a logo', text: 'So that everyone recognises whom they write to.', action: 'Choose' },
    mailbox: { title: 'Connect a mailbox', text: 'An address and its password: each mail becomes a conversation. To try without a mailbox, leave this step: a mail handed over by LMTP is enough.', action: 'Connect a mailbox' },
    team: { title: 'Form a team', text: 'A team shares the conversations given to it.', action: 'Form a team' },
    colleague: { title: 'Invite a colleague', text: 'Lien makes a link for them that works once.', action: 'Invite' },
    answer: { title: 'Answer a first person', text: 'Write to your mailbox from another address, wait a few seconds, open the conversation, answer.', action: 'See the conversations' },
  },
};
