import { IconConversation } from '#/lib/icons';
import type { WebModule } from '#/lib/module';
import { actions } from './actions';
import { talkKey } from './data';
import { typingTold } from './typing';

/* The dictionary comes with the screens: the first page is lighter without it. */
const LABEL = { fr: 'Discussion des sites', en: 'Chat on sites' };
const ABOUT = { fr: 'Une ligne à poser sur un site, ses horaires, ses mots, qui est connecté.', en: 'One line to put on a site, its hours, its words, who is signed in.' };

export const chat: WebModule = {
  name: 'chat',
  routes: [{ path: 'settings/chat', lazy: () => import('./WidgetList') }],
  nav: [{ path: '/settings/chat', label: (language) => LABEL[language], icon: IconConversation, right: 'setting.manage', place: 'manage', under: '/settings' }],
  settings: [{ path: '/settings/chat', group: 'channels', label: (language) => LABEL[language], about: (language) => ABOUT[language] }],
  actions: [actions],
  follow: (client, fact) => {
    if (/^chat\.widget/.test(fact.name)) for (const key of ['chat-widgets', 'chat-availability']) void client.invalidateQueries({ queryKey: [key] });
    if (fact.name === 'chat.typing') typingTold(fact);
    if (/^(message\.(received|sent|delivery_changed)|chat\.(read|presence|human_asked))$/.test(fact.name) && fact.conversation) void client.invalidateQueries({ queryKey: talkKey(fact.conversation) });
  },
};
