/* table: the lines of `make bench`, shown as they come and kept in build-bench/. */
import { appendFileSync, writeFileSync } from 'node:fs';

const widths = [58, 30, 26, 8, 14];

export class Table {
    constructor(file) {
        this.file = file;
        writeFileSync(file, '');
        this.#row(['what', 'Lien', 'limit in this run', 'ratio', 'wanted']);
        this.#row(widths.map((width) => '-'.repeat(width - 1)));
    }

    #row(cells) {
        const line = cells.map((cell, i) => String(cell).padEnd(widths[i])).join('').trimEnd();
        console.log(line);
        appendFileSync(this.file, `${line}\n`);
    }

    /** value and limit are {number, text}; more is better unless `less`. */
    add(what, value, limit, wanted, { less = false } = {}) {
        const ratio = limit?.number ? (less ? limit.number / value.number : value.number / limit.number) : null;
        this.#row([what, value.text, limit?.text ?? '', ratio === null ? '' : `${Math.round(ratio * 100)} %`, wanted ?? '']);
    }

    note(text) {
        this.#row([text, '', '', '', '']);
    }
}

export const rate = (number, unit) => ({ number, text: `${Math.round(number).toLocaleString('en')} ${unit}` });
export const ms = (number) => ({ number, text: `${number < 10 ? number.toFixed(2) : Math.round(number)} ms` });
export const mib = (number) => ({ number, text: `${number.toFixed(1)} MiB` });
