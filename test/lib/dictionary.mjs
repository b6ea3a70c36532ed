/* dictionary: the words of the screens as the application has them, read by the tests: a folder of web/src has fr.ts
 * and en.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const top = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { transformWithOxc } = await import(createRequire(path.join(top, 'web/package.json')).resolve('vite'));

/** {fr, en} of a folder ("setting") and file name in front of the language ("desk-"). What is made of pieces is a function. */
export async function dictionary(folder, before = '') {
    const words = {};
    for (const language of ['fr', 'en']) {
        const text = readFileSync(path.join(top, 'web/src', folder, `${before}${language}.ts`), 'utf8');
        const script = (await transformWithOxc(text, `${language}.ts`)).code;
        /* Plurals and the like stand in functions, which nobody calls here. */
        const alone = script.replace(/^import \{([^}]*)\} from [^;]*;$/gm, (_, names) => `const ${names.split(',').map((name) => `${name.trim()} = () => ''`).join(', ')};`);
        words[language] = (await import(`data:text/javascript,${encodeURIComponent(alone)}`))[language];
    }
    return words;
}

/** The kinds of jobs that the program's tables hold: rows {.kind = …, .run = …} of the sources. */
export function jobKinds() {
    const texts = readdirSync(path.join(top, 'src'), { recursive: true }).filter((name) => /\.[ch]$/.test(name) && !/test\.c$/.test(name))
        .map((name) => readFileSync(path.join(top, 'src', name), 'utf8'));
    return texts.flatMap((text) => [...text.matchAll(/\{\.kind = ("[^"]+"|[A-Z_]+), \.run = /g)].map(([, kind]) => {
        if (kind.startsWith('"')) return kind.slice(1, -1);
        const define = new RegExp(`#define ${kind} +"([^"]+)"`);
        const found = define.exec(text) ?? texts.map((other) => define.exec(other)).find(Boolean);
        return found?.[1] ?? kind;
    }));
}
