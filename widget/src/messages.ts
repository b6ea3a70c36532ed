/* The log of messages: each is drawn once and stays where it is, so that a screen reader hears what is new alone. */
import { Refusal, type TalkFile, type TalkMessage } from './api';
import { h, icon, linked, show, write } from './dom';
import type { Unsent } from './keep';
import type { Talk } from './talk';
import type { Words } from './words';

const CLIP = 'M21 11l-9 9a5 5 0 0 1-7-7l9-9a3.5 3.5 0 0 1 5 5l-9 9a2 2 0 0 1-3-3l8-8';

export const sizeWords = (bytes: number, language: string) => {
  const [divisor, unit] = bytes < 1_000_000 ? [1000, language === 'fr' ? 'ko' : 'kB'] : [1_000_000, language === 'fr' ? 'Mo' : 'MB'];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(Math.max(bytes / (divisor as number), 0.1))} ${unit}`;
};

export class Messages {
  readonly element: HTMLElement;
  private readonly drawn = new Map<string, HTMLElement>();
  private readonly greeting: HTMLElement;
  private readonly text: HTMLElement;

  constructor(private readonly talk: Talk, private readonly say: Words, private readonly language: string, private readonly fail: (text: string) => void) {
    this.text = h('p', { class: 'bubble' });
    this.greeting = h('div', { class: 'message' }, this.text);
    this.element = h('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': say.log, tabindex: '0' }, this.greeting);
  }

  draw() {
    const { talk } = this;
    const atEnd = this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < 80;
    write(this.text, talk.welcome.open && talk.welcome.here ? talk.welcome.greeting : talk.welcome.away);
    const before = this.drawn.size;
    for (const message of talk.messages) this.drawMessage(message);
    for (const unsent of talk.unsent) this.drawUnsent(unsent);
    this.forget();
    if (atEnd || this.drawn.size > before) this.element.scrollTop = this.element.scrollHeight;
  }

  private time(at: string) {
    return new Date(at).toLocaleTimeString(this.language, { hour: '2-digit', minute: '2-digit' });
  }

  private drawMessage(message: TalkMessage) {
    if (this.drawn.has(message.position)) return;
    const own = message.from === 'visitor';
    const earlier = own && message.key ? this.drawn.get(message.key) : undefined;
    const element = this.item(own, own ? this.say.you : (message.name ?? this.say.us), message.at, message.text, message.files, true);
    if (earlier) {
      /* What was heard already when it was sent is not told again. */
      earlier.classList.remove('pending');
      earlier.querySelector('.state')?.remove();
      earlier.querySelector('.files')?.replaceWith(this.files(message.files, true));
      this.drawn.delete(message.key!);
      this.drawn.set(message.position, earlier);
      return;
    }
    this.drawn.set(message.position, element);
    const pending = this.element.querySelector('.pending');
    this.element.insertBefore(element, pending);
  }

  private drawUnsent(unsent: Unsent) {
    let element = this.drawn.get(unsent.key);
    if (!element) {
      element = this.item(true, this.say.you, unsent.at, unsent.text || this.say.human, unsent.files, false);
      element.classList.add('pending');
      element.append(h('p', { class: 'state' }, h('span'), ' ', h('button', { type: 'button', class: 'link', hidden: true, click: () => this.talk.tryAgain(unsent.key) }, this.say.again)));
      this.drawn.set(unsent.key, element);
      this.element.append(element);
    }
    const refused = !!unsent.refused;
    const state = element.querySelector<HTMLElement>('.state')!;
    write(state.querySelector('span')!, unsent.badFile ? this.say.badFile : refused ? this.say.refused : this.talk.isSent(unsent.key) ? '' : this.say.sending);
    state.classList.toggle('wrong', refused);
    const button = state.querySelector('button')!;
    write(button, !unsent.badFile ? this.say.again : unsent.text ? this.say.withoutFiles : this.say.giveUp);
    show(button, refused);
    if (!unsent.files.length) element.querySelector('.files')?.remove();
  }

  /* Another visitor's talk, after somebody else has signed in. */
  private forget() {
    const kept = new Set([...this.talk.messages.map((message) => message.position), ...this.talk.unsent.map((unsent) => unsent.key)]);
    for (const [key, element] of this.drawn)
      if (!kept.has(key)) {
        element.remove();
        this.drawn.delete(key);
      }
  }

  private item(own: boolean, who: string, at: string, text: string, files: TalkFile[], kept: boolean): HTMLElement {
    return h(
      'div',
      { class: own ? 'message own' : 'message' },
      h('p', { class: 'who' }, `${who} · `, h('time', { datetime: at }, this.time(at))),
      text && h('p', { class: 'bubble', dir: 'auto' }, ...linked(text)),
      files.length > 0 && this.files(files, kept),
    );
  }

  private files(files: TalkFile[], kept: boolean) {
    return h('ul', { class: 'files' }, ...files.map((file) => h('li', {}, this.file(file, kept))));
  }

  private file(file: TalkFile, kept: boolean) {
    return h('button', { type: 'button', class: 'file', disabled: !kept, click: () => void this.download(file) }, icon(CLIP), this.say.download(file.name, sizeWords(file.size, this.language)));
  }

  private async download(file: TalkFile) {
    try {
      const answer = await this.talk.api.fetch(`/files/${file.id}`);
      /* Whatever it says it is, it is a file to be kept, never a page of this site. */
      const address = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: 'application/octet-stream' }));
      h('a', { href: address, download: file.name }).click();
      window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (error) {
      const status = error instanceof Refusal ? error.status : 0;
      this.fail(status === 409 ? this.say.checking : status === 403 ? this.say.infected(file.name) : this.say.downloadFailed);
    }
  }
}
