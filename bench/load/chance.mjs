/* chance: people who do not all do the same at the same time; the same number gives the same people. */
export class Chance {
    constructor(seed) {
        this.state = seed * 2654435761 + 12345 >>> 0;
    }

    /** 0 ≤ x < 1 (mulberry32). */
    next() {
        this.state = (this.state + 0x6d2b79f5) >>> 0;
        let t = this.state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    }

    between(least, most) {
        return least + (most - least) * this.next();
    }

    of(list) {
        return list[Math.floor(this.next() * list.length)];
    }

    /** One of {name: weight}. */
    among(weights) {
        let at = this.next() * Object.values(weights).reduce((a, b) => a + b);
        return Object.keys(weights).find((name) => (at -= weights[name]) < 0);
    }

    text(words, least, most) {
        return Array.from({ length: Math.round(this.between(least, most)) }, () => this.of(words)).join(' ');
    }
}
