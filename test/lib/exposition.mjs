/* exposition: reads the text format of Prometheus (0.0.4) as strictly as its documentation words it; what monitoring
 * would drop or guess at is an error here.
 *
 *   const metrics = readExposition(text);
 *   metrics.value('lien_jobs', { kind: 'message.send' })   // → number, or undefined
 */
const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const NUMBER = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?Inf|NaN)$/;
const TYPES = new Set(['counter', 'gauge', 'histogram']);

export function readExposition(text) {
    if (!text.endsWith('\n')) throw new Error('the last line has no end');
    const families = new Map();
    let family = null;
    for (const [at, line] of text.slice(0, -1).split('\n').entries()) {
        const fail = (what) => { throw new Error(`line ${at + 1}: ${what}: ${line}`); };
        if (line.startsWith('# HELP ')) {
            const [, name, about] = /^# HELP (\S+) (.+)$/.exec(line) ?? fail('help without words');
            if (!NAME.test(name)) fail('a name');
            if (families.has(name)) fail('a family twice');
            family = { name, about, type: null, samples: new Map() };
            families.set(name, family);
        } else if (line.startsWith('# TYPE ')) {
            const [, name, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? fail('a type');
            if (name !== family?.name || family.type || family.samples.size > 0) fail('a type out of its place');
            if (!TYPES.has(type)) fail('an unknown type');
            family.type = type;
        } else {
            const sample = readSample(line, fail);
            if (!family?.type || !belongs(sample.name, family)) fail('a figure outside its family');
            if (family.type === 'counter' && !(family.name.endsWith('_total') && sample.value >= 0)) fail('a counter');
            const key = keyOf(sample.name, sample.labels);
            if (family.samples.has(key)) fail('a figure twice');
            family.samples.set(key, sample);
        }
    }
    for (const one of families.values()) if (one.type === 'histogram') checkHistogram(one);
    return {
        families,
        value: (name, labels = {}) => {
            for (const one of families.values()) {
                const sample = one.samples.get(keyOf(name, labels));
                if (sample) return sample.value;
            }
            return undefined;
        },
    };
}

const keyOf = (name, labels) => JSON.stringify([name, Object.entries(labels).sort()]);
const belongs = (name, { name: family, type }) => (type === 'histogram' ? [`${family}_bucket`, `${family}_sum`, `${family}_count`].includes(name) : name === family);

function readSample(line, fail) {
    const [, name, braces, number] = /^([^\s{]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? fail('no figure');
    if (!NAME.test(name)) fail('a name');
    if (!NUMBER.test(number)) fail('a number');
    return { name, labels: braces === undefined ? {} : readLabels(braces, fail), value: Number(number.replace('Inf', 'Infinity')) };
}

function readLabels(text, fail) {
    const labels = {};
    let rest = text;
    while (rest !== '') {
        const [whole, name, value] = /^([^=]*)="((?:[^"\\]|\\["\\n])*)"(?:,(?=.)|$)/.exec(rest) ?? fail('labels');
        if (!LABEL.test(name) || name in labels) fail('a label');
        labels[name] = value.replace(/\\(.)/g, (_, letter) => (letter === 'n' ? '\n' : letter));
        rest = rest.slice(whole.length);
    }
    return labels;
}

/* For each set of labels: bounds that grow, counts that never fall, +Inf that is the count, and a sum. */
function checkHistogram({ name, samples }) {
    const rows = new Map();
    for (const sample of samples.values()) {
        const { le, ...labels } = sample.labels;
        const row = rows.get(keyOf('', labels)) ?? { buckets: [] };
        rows.set(keyOf('', labels), row);
        if (sample.name.endsWith('_bucket')) row.buckets.push({ le: Number(le.replace('Inf', 'Infinity')), count: sample.value });
        else row[sample.name.slice(name.length + 1)] = sample.value;
    }
    for (const [key, { buckets, count, sum }] of rows) {
        const fail = (what) => { throw new Error(`${name}${key}: ${what}`); };
        for (let i = 1; i < buckets.length; i++) {
            if (!(buckets[i].le > buckets[i - 1].le)) fail('bounds do not grow');
            if (buckets[i].count < buckets[i - 1].count) fail('a count falls');
        }
        if (buckets.at(-1)?.le !== Infinity || buckets.at(-1).count !== count) fail('+Inf is not the count');
        if (typeof sum !== 'number') fail('no sum');
    }
}
