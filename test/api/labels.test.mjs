/* Every name that the program's tables declare has its words on screens, in French and in English: what the API
 * tells is looked up in the dictionaries, so that what is added to a table and forgotten there is found. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dictionary, jobKinds } from '../lib/dictionary.mjs';
import { startServer } from '../lib/server.mjs';

let server;
let ada;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator' } });
    ada = server.client('ada');
});
after(() => server.stop());

const said = (words) => (typeof words === 'function' || (typeof words === 'string' && words.trim() !== ''));

/** Each name has words of its own in both languages, which are not the name. */
function allSaid(names, words, what) {
    assert.ok(names.length > 0, `${what}: the table was read`);
    for (const language of ['fr', 'en']) {
        const missing = names.filter((name) => !said(words[language]?.[name]) || words[language][name] === name);
        assert.deepEqual(missing, [], `${what} without words (${language})`);
    }
}

const under = (words, ...keys) => Object.fromEntries(['fr', 'en'].map((language) => [language, keys.reduce((found, key) => found?.[key], words[language])]));

test('every setting has a name and says what it is for', async () => {
    const { items } = (await ada.get('/api/settings')).body;
    allSaid(items.map((one) => one.name), under(await dictionary('setting'), 'names'), 'settings');
    for (const { name, about } of items) assert.ok(about.fr && about.en && about.fr !== about.en, `${name} says what it is for`);
});

test('every text of the organisation says where it stands, has its words, and a group of the page', async () => {
    const { items } = (await ada.get('/api/wordings')).body;
    allSaid([...new Set(items.map((one) => one.name.split('.')[0]))], under(await dictionary('wording'), 'groups'), 'groups of texts');
    for (const { name, about, default: otherwise } of items) {
        assert.ok(about.fr && about.en && about.fr !== about.en, `${name} says where it stands`);
        assert.ok(otherwise?.fr && otherwise?.en, `${name} is said in both languages`);
    }
});

test('every indicator, part of the configuration and kind of job has a name', async () => {
    const indicators = (await ada.get('/api/indicators')).body.items;
    allSaid(indicators.map((one) => one.name), under(await dictionary('indicator'), 'names'), 'indicators');
    const configuration = (await ada.get('/api/configuration')).body;
    allSaid(Object.keys(configuration.parts), under(await dictionary('configuration'), 'parts'), 'parts of the configuration');
    allSaid(jobKinds(), under(await dictionary('job'), 'kinds'), 'kinds of jobs');
});

/* Choices that screens show as words: where the API declares them, and where they are said. */
const CHOICES = [
    ['Notice', 'kind', 'notice', '', 'kinds'], ['NoticeChoice', 'kind', 'notice', '', 'about_kinds'], ['NoticePreferences', 'digest', 'notice', '', 'digests'],
    ['Staff', 'role', 'staff', '', 'roles'], ['Staff', 'role', 'staff', '', 'roleHelp'], ['ConfigurationLine', 'effect', 'configuration', '', 'effects'],
    ['Delivery', 'state', 'conversation', '', 'delivery'], ['Message', 'kind', 'conversation', '', 'kinds', 'person'], ['Conversation', 'status', 'conversation', '', 'statusShort'],
    ['Conversation', 'priority', 'conversation', 'desk-', 'priorities'], ['Loop', 'outcome', 'loop', '', 'outcomes'], ['FormField', 'type', 'form', '', 'types'],
    ['Survey', 'reason', 'survey', '', 'reasons'], ['SurveyLoop', 'state', 'survey', '', 'loop'],
    ['GuideStep', 'step', 'guide', '', 'steps'], ['MailboxHealth', 'state', 'mailbox', '', 'states'], ['MailboxHealth', 'state', 'mailbox', '', 'stateHelp'], ['Trial', 'step', 'mailbox', '', 'trialSteps'],
];

test('every choice that a screen shows as a word has one', async () => {
    const { schemas } = (await ada.get('/api/openapi.json')).body.components;
    for (const [shape, field, folder, file, key, ...silent] of CHOICES) {
        const names = schemas[shape].properties[field].enum.filter((name) => name !== null && !silent.includes(name));
        const words = under(await dictionary(folder, file), key);
        const titles = Object.fromEntries(['fr', 'en'].map((language) => [language, Object.fromEntries(Object.entries(words[language] ?? {}).map(([name, one]) => [name, one?.title ?? one]))]));
        allSaid(names, titles, `${shape}.${field} in ${folder}`);
    }
});
