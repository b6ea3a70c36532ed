/* The button on the page, and the panel it opens. */
import { AddressForm, Composer } from './composer';
import { h, icon, show, write } from './dom';
import { Messages } from './messages';
import type { Talk } from './talk';
import type { Words } from './words';

const BUBBLE = 'M4 5h16v11H10l-5 4v-4H4z';
const CROSS = 'M6 6l12 12M18 6L6 18';
const LOOK_AGAIN = 60_000; /* whether somebody is there */
const HUMAN_AGAIN = 300_000;

export class Panel {
  private open = false;
  private humanAt = 0;
  private timer = 0;
  private readonly launch: HTMLButtonElement;
  private readonly badge = h('span', { class: 'badge', hidden: true });
  private readonly panel: HTMLElement;
  private readonly status = h('p');
  private readonly note = h('p', { class: 'note', role: 'status' });
  private readonly told = h('p', { class: 'note', role: 'status' });
  private readonly saved = h('p', { class: 'note' });
  private readonly phone: HTMLAnchorElement;
  private readonly messages: Messages;
  private readonly composer: Composer;
  private readonly address: AddressForm;

  constructor(private readonly host: HTMLElement, private readonly talk: Talk, private readonly say: Words, private readonly language: string) {
    const { welcome } = talk;
    this.launch = h('button', { type: 'button', class: 'launch', 'aria-expanded': 'false', click: () => this.show() }, icon(BUBBLE), say.launch, this.badge);
    this.messages = new Messages(talk, say, language, (text) => this.tell(text, true));
    this.composer = new Composer(talk, say, language, (text, wrong) => this.tell(text, wrong));
    this.address = new AddressForm(talk, say, () => this.addressDone());
    this.phone = h('a', { href: `tel:${(welcome.phone ?? '').replace(/[^+\d]/g, '')}`, hidden: !welcome.phone }, say.phone(welcome.phone ?? ''));
    this.panel = h(
      'section',
      { class: 'panel', role: 'dialog', 'aria-label': say.title(welcome.organisation), hidden: true, keydown: (event: KeyboardEvent) => this.key(event) },
      h('div', { class: 'top' }, h('div', {}, h('h2', {}, welcome.organisation), this.status), h('button', { type: 'button', class: 'plain', 'aria-label': say.close, title: say.close, click: () => this.hide() }, icon(CROSS))),
      h('div', { class: 'human' }, h('button', { type: 'button', class: 'link', click: () => this.askHuman() }, say.human), this.phone),
      this.messages.element,
      this.told,
      this.note,
      this.address.element,
      this.saved,
      this.composer.element,
    );
    document.addEventListener('visibilitychange', () => this.seen());
    window.setInterval(() => this.draw(), 5_000);
  }

  get element(): HTMLElement {
    return h('div', { class: 'root', lang: this.language }, this.panel, this.launch);
  }

  show(focus = true) {
    if (!this.open) {
      this.open = true;
      this.host.toggleAttribute('data-open', true);
      show(this.panel, true);
      show(this.launch, false);
      this.talk.keep.change({ open: true });
      this.talk.resume();
      this.look();
    }
    this.draw();
    this.messages.element.scrollTop = this.messages.element.scrollHeight;
    if (focus) this.composer.text.focus();
  }

  hide() {
    this.open = false;
    clearTimeout(this.timer);
    this.host.toggleAttribute('data-open', false);
    show(this.panel, false);
    show(this.launch, true);
    this.talk.keep.change({ open: false });
    this.draw();
    this.launch.focus();
  }

  private look() {
    clearTimeout(this.timer);
    void this.talk.refresh();
    if (this.open) this.timer = window.setTimeout(() => this.look(), LOOK_AGAIN);
  }

  private key(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.hide();
    }
  }

  private tell(text: string, wrong = false) {
    write(this.note, text);
    this.note.classList.toggle('wrong', wrong);
  }

  private askHuman() {
    if (Date.now() - this.humanAt > HUMAN_AGAIN) {
      this.humanAt = Date.now();
      this.talk.say('', [], true);
    }
    this.draw();
    if (this.address.element.hidden) this.composer.text.focus();
    else this.address.focus();
  }

  private addressDone() {
    this.draw();
    this.composer.text.focus();
  }

  private seen() {
    if (this.open && document.visibilityState === 'visible') this.talk.mark(true);
  }

  /* Why an address is asked; null: it is not. */
  private whyAddress(): string | null {
    const { talk, say } = this;
    if (!talk.hasSaid || talk.visitor?.email) return null;
    if (!talk.welcome.open || !talk.welcome.here) return say.askAway;
    return talk.waitingSince && Date.now() - talk.waitingSince > talk.welcome.patience * 1000 ? say.askLate : null;
  }

  private presence(): string {
    const { welcome } = this.talk;
    if (welcome.open && welcome.here) return this.say.here;
    const opens = welcome.opens_at && new Date(welcome.opens_at).toLocaleString(this.language, { weekday: 'long', hour: '2-digit', minute: '2-digit' });
    return opens ? `${this.say.away} ${this.say.opens(opens)}` : this.say.away;
  }

  draw() {
    const { talk, say } = this;
    const unread = this.open ? 0 : talk.unread;
    show(this.badge, unread > 0);
    write(this.badge, unread > 0 ? say.unread(unread) : '');
    if (!this.open) return;
    write(this.status, this.presence());
    this.messages.draw();
    this.drawNotes();
    this.address.draw(this.whyAddress());
    this.composer.draw();
    this.seen();
  }

  private drawNotes() {
    const { talk, say } = this;
    const live = talk.welcome.open && talk.welcome.here;
    const human = this.humanAt > 0 && talk.waitingSince > 0;
    write(this.told, !talk.connected ? say.offline : talk.slowDown ? say.tooMany : talk.theyType ? say.typing : human ? (live || talk.visitor?.email ? say.humanTold : say.humanAway) : '');
    if (talk.visitor?.email && talk.hasSaid) this.saved.replaceChildren(say.saved(talk.visitor.email), ' ', talk.visitor.identified ? '' : h('button', { type: 'button', class: 'link', click: () => this.changeAddress() }, say.change));
    show(this.saved, !!talk.visitor?.email && talk.hasSaid && !this.address.asked);
  }

  private changeAddress() {
    this.address.asked = true;
    this.draw();
    this.address.focus();
  }
}
