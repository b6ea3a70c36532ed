import { IconMail } from '#/lib/icons';
import type { WebModule } from '#/lib/module';

/* The dictionary comes with the screens: the first page is lighter without it. */
const LABEL = { fr: 'Boîtes aux lettres', en: 'Mailboxes' };

const ABOUT = { fr: 'Les adresses e-mail où l’on vous écrit : d’où Lien relève, par où il répond, les signatures.', en: 'The e-mail addresses people write to: where Lien fetches, by where it answers, signatures.' };

export const mailbox: WebModule = {
  name: 'mailbox',
  routes: [
    { path: 'settings/mailboxes', lazy: () => import('./MailboxList') },
    { path: 'settings/mailboxes/new', lazy: () => import('./MailboxNew') },
    { path: 'settings/mailboxes/:id', lazy: () => import('./MailboxPage') },
  ],
  nav: [{ path: '/settings/mailboxes', label: (language) => LABEL[language], icon: IconMail, right: 'setting.manage', place: 'manage', under: '/settings' }],
  settings: [{ path: '/settings/mailboxes', group: 'channels', label: (language) => LABEL[language], about: (language) => ABOUT[language] }],
  follow: (client, fact) => {
    if (fact.name.startsWith('mailbox.')) void client.invalidateQueries({ queryKey: ['mailboxes'] });
  },
};
