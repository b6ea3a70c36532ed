/* names: what a screen reader says of a page. Everything one can act on or look at has a name, and no two places of
 * the page are called the same, since one jumps from place to place by name. */
import assert from 'node:assert/strict';

const NAMED = new Set([
    'button', 'checkbox', 'combobox', 'dialog', 'heading', 'image', 'img', 'link', 'listbox', 'menu', 'menuitem', 'menuitemcheckbox',
    'menuitemradio', 'option', 'progressbar', 'radio', 'radiogroup', 'region', 'searchbox', 'slider', 'spinbutton', 'switch', 'tab', 'tablist',
    'textbox', 'toolbar', 'tree', 'treeitem',
]);
const PLACES = new Set(['banner', 'complementary', 'contentinfo', 'form', 'main', 'navigation', 'region', 'search']);

/** The tree as assistive technology has it: [{role, name}]. */
async function heard(page) {
    const devtools = await page.context().newCDPSession(page);
    const { nodes } = await devtools.send('Accessibility.getFullAXTree');
    await devtools.detach();
    return nodes.filter((node) => !node.ignored).map((node) => ({ role: node.role?.value ?? '', name: (node.name?.value ?? '').trim() }));
}

/** Fails with what has no name, and with places that cannot be told apart. */
export async function everythingIsNamed(page, what) {
    const nodes = await heard(page);
    assert.ok(nodes.some((node) => node.role === 'main'), `${what} has a main place`);
    assert.equal(nodes.filter((node) => node.role === 'main').length, 1, `${what} has one main place`);
    assert.deepEqual(nodes.filter((node) => NAMED.has(node.role) && node.name === '').map((node) => node.role), [], `without a name: ${what}`);
    const places = nodes.filter((node) => PLACES.has(node.role) && !(node.role === 'form' && node.name === '')).map((node) => `${node.role} ${node.name}`);
    assert.deepEqual(places.filter((place, i) => places.indexOf(place) !== i), [], `places called the same: ${what}`);
}

/** Fails when levels of headings are jumped: those who listen go by them. */
export async function headingsNest(page, what) {
    const levels = await page.locator('h1, h2, h3, h4, h5, h6').evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1])));
    assert.equal(levels.filter((level) => level === 1).length, 1, `${what} has one title`);
    levels.forEach((level, i) => assert.ok(i === 0 || level <= levels[i - 1] + 1, `${what}: a heading of level ${level} after one of ${levels[i - 1]}`));
}
