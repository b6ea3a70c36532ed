import { IconCalendar, IconConversation, IconMail, IconOutbox, IconPencil } from '#/lib/icons';
import type { WebModule } from '#/lib/module';
import { listActions, snoozeActions, threadActions, undoActions, writingActions } from './actions';
import { writing } from './compose-words';
import { follow } from './follow';
import { Views } from './Views';
import { words } from './words';

export const conversation: WebModule = {
  name: 'conversation',
  routes: [
    {
      path: 'conversations',
      lazy: () => import('./Desk'),
      children: [
        { index: true, lazy: async () => ({ Component: (await import('./Desk')).Nothing }) },
        { path: ':id', lazy: () => import('./Thread') },
      ],
    },
    { path: 'scheduled', lazy: () => import('./Scheduled') },
    { path: 'drafts', lazy: () => import('./Drafts') },
    { path: 'outbox', lazy: () => import('./Outbox') },
    { path: 'strays', lazy: () => import('./Strays') },
  ],
  nav: [
    { path: '/conversations', label: (language) => words(language).nav, icon: IconConversation, right: 'conversation.read', place: 'work', below: Views, go: 'c' },
    { path: '/drafts', label: (language) => writing(language).draftsNav, icon: IconPencil, right: 'conversation.write', place: 'work' },
    { path: '/scheduled', label: (language) => writing(language).scheduledNav, icon: IconCalendar, right: 'conversation.read', place: 'work' },
    { path: '/outbox', label: (language) => words(language).outboxNav, icon: IconOutbox, right: 'conversation.read', place: 'manage' },
    { path: '/strays', label: (language) => words(language).straysNav, icon: IconMail, right: 'conversation.read', place: 'manage' },
  ],
  actions: [listActions, snoozeActions, threadActions, undoActions, writingActions],
  follow,
};
