/* The line of script on a site:
 *
 *   <script async src="https://lien.example.org/chat/widget.js" data-widget="KEY"></script>
 *
 * data-language ("fr", "en") says what the page speaks when its <html lang> does not; data-identity and
 * data-signature say who is signed in. For pages that do not load anew: LienChat.identify(), .open(), .close(). */
import { Api, type Welcome } from './api';
import { Keep } from './keep';
import { Panel } from './panel';
import { css, readableOn } from './style';
import { Talk, type Identity } from './talk';
import { wordsOf, type Language } from './words';

const NAME = 'lien-chat';

function pageLanguage(script: HTMLScriptElement): Language {
  const said = script.dataset.language ?? (document.documentElement.lang || navigator.language);
  return said.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

function givenIdentity(script: HTMLScriptElement): Identity | null {
  const { identity: text, signature } = script.dataset;
  return text && signature ? { text, signature } : null;
}

function makeHost(welcome: Welcome): HTMLElement {
  const host = document.createElement(NAME);
  host.dataset.side = welcome.position;
  return host;
}

async function start(script: HTMLScriptElement) {
  const widget = script.dataset.widget;
  if (!widget || document.querySelector(NAME)) return;
  const language = pageLanguage(script);
  const api = new Api(new URL(script.src).origin, widget);
  const welcome = await api.get<Welcome>(`?language=${language}`);
  if (document.querySelector(NAME)) return;

  const host = makeHost(welcome);
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const keep = new Keep(widget);
  let panel: Panel | null = null;
  const talk = new Talk(api, keep, welcome, welcome.language, givenIdentity(script), () => panel?.draw());
  panel = new Panel(host, talk, wordsOf(welcome.language), welcome.language);
  const element = panel.element;
  element.style.setProperty('--accent', welcome.colour);
  element.style.setProperty('--on-accent', readableOn(welcome.colour));
  root.append(element);
  document.body.append(host);
  panel.draw();
  if (keep.value.open && matchMedia('(min-width: 481px)').matches) panel.show(false);

  const shown = panel;
  Object.assign(window, {
    LienChat: {
      open: () => shown.show(),
      close: () => shown.hide(),
      identify: (text: string | null, signature: string | null) => talk.identify(text && signature ? { text, signature } : null),
    },
  });
}

const script = document.currentScript as HTMLScriptElement | null;
if (script)
  start(script).catch((error: Error) => console.warn(`Lien: the chat does not answer this page (${error.message}). Is this site among those of the widget?`));
