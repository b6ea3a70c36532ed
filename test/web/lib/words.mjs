/* words: whether a page speaks one language. The dictionaries of the application say which sentences belong to which:
 * a text that stands in one and not in the other gives a page away. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folders = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../web/src');
const OWN_NAMES = ['Français', 'English']; /* a language is called as those who speak it call it */
const RAW_NAME = /^[a-z]+[._][a-z_]+$/; /* "file.size_max": a name of the program that nobody gave words to */
const HOST = /\.(example|invalid|test|org|com|net|fr)$/;
const SHORTEST = 4; /* letters; "OK" and "PDF" are of every language */

/** The whole sentences of every dictionary of a language; those that are made of pieces are not looked for. */
function sentences(language) {
    const found = new Set();
    for (const folder of readdirSync(folders)) {
        const file = path.join(folders, folder, `${language}.ts`);
        if (!existsSync(file)) continue;
        for (const [, quoted] of readFileSync(file, 'utf8').matchAll(/: '((?:[^'\\]|\\.)*)'/g)) {
            const text = quoted.replace(/\\'/g, '’').trim();
            if (text.length >= SHORTEST) found.add(text);
        }
    }
    return found;
}

const all = { fr: sentences('fr'), en: sentences('en') };

/** Every text that a person reads or hears: what is shown, and the names of what has none on screen. */
function textsOf() {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node.data.trim());
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(element.getAttribute(name)?.trim() ?? '');
    }
    return [...new Set(texts.filter(Boolean)), document.title];
}

/** Fails when the page holds a sentence of the other language, or a name of the program instead of words. */
export async function speaksOnly(page, language, what) {
    const other = all[language === 'fr' ? 'en' : 'fr'];
    assert.ok(other.size > 300, 'the dictionaries were read');
    const texts = await page.evaluate(textsOf);
    assert.deepEqual(texts.filter((text) => RAW_NAME.test(text) && !HOST.test(text)), [], `has no words: ${what}`);
    const foreign = texts.filter((text) => other.has(text) && !all[language].has(text) && !OWN_NAMES.includes(text));
    assert.deepEqual(foreign, [], `not in the language of the page: ${what}`);
}
