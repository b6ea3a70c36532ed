/* Notices outside of the page, for those who allowed them in this browser: only when no tab of Lien is in
 * front, once for all tabs, and without names unless asked for. */
import { api, type Page } from '#/lib/api';
import type { Notice } from '#/lib/api.gen';
import { nameOf } from '#/lib/names';
import { keep, recall } from '#/lib/store';
import { currentLanguage } from '#/lib/words';
import { words } from './words';

const WAIT_MS = 250; /* for the tab in front to say so */

export interface Told {
  id: string;
  kind: Notice['kind'];
  conversation: string | null;
  content: boolean;
}

/* Where a click leads: the router is the screen's. */
let go: (path: string) => void = () => undefined;
export function onDesktopClick(lead: (path: string) => void): void {
  go = lead;
}

export const desktopState = (): NotificationPermission | 'none' => ('Notification' in window ? Notification.permission : 'none');

async function bodyOf(told: Told): Promise<string | undefined> {
  if (!told.content) return undefined;
  const page = await api.get<Page<Notice>>('/api/notices', { limit: 20 });
  const notice = page.items.find((one) => one.id === told.id);
  return notice?.conversation ? `${nameOf(notice.person)} — ${notice.conversation.subject}` : undefined;
}

export async function showOnDesktop(told: Told): Promise<void> {
  if (document.hasFocus()) keep('notice.before-eyes', told.id);
  if (desktopState() !== 'granted') return;
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  if (recall<string>('notice.before-eyes') === told.id) return;
  const body = await bodyOf(told).catch(() => undefined);
  /* Of two tabs that show the same, the second replaces the first. */
  const shown = new Notification(words(currentLanguage()).kinds[told.kind], { body, tag: told.id, icon: '/favicon.svg', lang: currentLanguage() });
  shown.onclick = () => {
    window.focus();
    go(told.conversation ? `/conversations/${told.conversation}` : '/notices');
    shown.close();
  };
}
