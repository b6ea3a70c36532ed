/* Where the visitor writes: text, files, and the address for when they leave. */
import { Refusal, type TalkFile } from './api';
import { h, icon, show, write } from './dom';
import { sizeWords } from './messages';
import type { Talk } from './talk';
import type { Words } from './words';

const FILES_MAX = 10;
const ATTACH = 'M21 11l-9 9a5 5 0 0 1-7-7l9-9a3.5 3.5 0 0 1 5 5l-9 9a2 2 0 0 1-3-3l8-8';
const SEND = 'M4 12l16-8-6 16-3-7-7-1';
const CROSS = 'M6 6l12 12M18 6L6 18';

export class Composer {
  readonly element: HTMLFormElement;
  readonly text: HTMLTextAreaElement;
  private readonly chips = h('div', { class: 'chips' });
  private readonly picker: HTMLInputElement;
  private readonly attach: HTMLButtonElement;
  private files: TalkFile[] = [];

  constructor(private readonly talk: Talk, private readonly say: Words, private readonly language: string, private readonly note: (text: string, wrong?: boolean) => void) {
    this.text = h('textarea', { id: 'lien-text', rows: '1', maxlength: String(Math.floor(talk.welcome.text_max / 4)), 'aria-describedby': 'lien-hint', enterkeyhint: 'send', keydown: (event: KeyboardEvent) => this.key(event), input: () => this.typed() });
    this.text.value = talk.keep.value.draft;
    this.picker = h('input', { type: 'file', multiple: true, hidden: true, tabindex: '-1', change: () => void this.pick() });
    this.attach = h('button', { type: 'button', class: 'plain', 'aria-label': say.attach, title: say.attach, click: () => this.picker.click() }, icon(ATTACH));
    this.element = h(
      'form',
      { class: 'write', submit: (event: Event) => this.submit(event) },
      this.chips,
      h('label', { for: 'lien-text', class: 'only-read' }, say.write),
      h('span', { id: 'lien-hint', class: 'only-read' }, say.hint),
      h('div', { class: 'row' }, this.attach, this.picker, this.text, h('button', { type: 'submit', class: 'plain send', 'aria-label': say.send, title: say.send }, icon(SEND))),
    );
    this.text.placeholder = say.write;
  }

  draw() {
    show(this.attach, this.talk.welcome.files);
    this.grow();
  }

  private grow() {
    this.text.style.height = 'auto';
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, 144)}px`;
  }

  private typed() {
    this.talk.keep.change({ draft: this.text.value });
    this.talk.type(this.text.value.trim() !== '');
    this.grow();
  }

  private key(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  private submit(event: Event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (!text && this.files.length === 0) return;
    this.talk.say(text, this.files);
    this.files = [];
    this.text.value = '';
    this.talk.keep.change({ draft: '' });
    this.talk.type(false);
    this.note('');
    this.drawChips();
    this.grow();
    this.text.focus();
  }

  private async pick() {
    const chosen = [...(this.picker.files ?? [])];
    this.picker.value = '';
    for (const file of chosen.slice(0, FILES_MAX - this.files.length)) await this.upload(file);
    this.text.focus();
  }

  private async upload(file: File) {
    const { file_max: max } = this.talk.welcome;
    if (file.size > max) {
      this.note(this.say.tooBig(file.name, sizeWords(max, this.language)), true);
      return;
    }
    this.note(this.say.uploading(file.name));
    try {
      await this.talk.begin();
      this.files.push(await this.talk.api.upload(file));
      this.note('');
    } catch (error) {
      this.note(this.whyNot(file, error instanceof Refusal ? error.status : 0), true);
    }
    this.drawChips();
  }

  private whyNot(file: File, status: number): string {
    const { say } = this;
    if (status === 413) return say.tooBig(file.name, sizeWords(this.talk.welcome.file_max, this.language));
    return status === 403 ? say.infected(file.name) : status === 400 ? say.badKind(file.name) : say.uploadFailed(file.name);
  }

  private drawChips() {
    this.chips.replaceChildren(
      ...this.files.map((file) =>
        h(
          'span',
          { class: 'chip' },
          file.name,
          h('button', { type: 'button', class: 'plain', 'aria-label': this.say.remove(file.name), click: () => this.drop(file) }, icon(CROSS)),
        ),
      ),
    );
  }

  private drop(file: TalkFile) {
    this.files = this.files.filter((one) => one !== file);
    this.drawChips();
    this.text.focus();
  }
}

/* "If you leave, answer me at…" */
export class AddressForm {
  readonly element: HTMLFormElement;
  private readonly why = h('p');
  private readonly email: HTMLInputElement;
  private readonly name: HTMLInputElement;
  private readonly wrong = h('p', { id: 'lien-wrong', class: 'wrong', role: 'alert' });
  asked = false; /* the visitor wants to change it */

  constructor(private readonly talk: Talk, private readonly say: Words, private readonly done: () => void) {
    this.email = h('input', { id: 'lien-email', type: 'email', autocomplete: 'email', required: true, maxlength: '320', 'aria-describedby': 'lien-wrong' });
    this.name = h('input', { id: 'lien-name', autocomplete: 'name', maxlength: '100' });
    this.element = h(
      'form',
      { class: 'ask', novalidate: true, submit: (event: Event) => void this.submit(event) },
      this.why,
      h('label', { for: 'lien-email' }, say.email),
      this.email,
      h('label', { for: 'lien-name' }, say.name),
      this.name,
      this.wrong,
      h('button', { type: 'submit', class: 'save' }, say.save),
    );
  }

  draw(why: string | null) {
    show(this.element, why !== null || this.asked);
    if (why) write(this.why, why);
  }

  focus() {
    this.email.focus();
  }

  private refuse(text: string) {
    write(this.wrong, text);
    this.email.setAttribute('aria-invalid', String(text !== ''));
    if (text) this.email.focus();
  }

  private async submit(event: Event) {
    event.preventDefault();
    const email = this.email.value.trim();
    if (!/^\S+@\S+\.\S+$/.test(email)) {
      this.refuse(this.say.badEmail);
      return;
    }
    this.refuse('');
    try {
      await this.talk.leaveAddress(email, this.name.value.trim());
      this.asked = false;
      this.done();
    } catch (error) {
      this.refuse(error instanceof Refusal && error.status === 400 ? this.say.badEmail : this.say.saveFailed);
    }
  }
}
