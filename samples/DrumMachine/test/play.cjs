// node play.cjs BROWSER ADDRESS FOLDER: what a person does with the page, and pictures of it in the folder.
const assert = require('assert');
const { readFileSync } = require('fs');
const { chromium } = require('playwright-core');
const [browserPath, address, folder] = process.argv.slice(2);

async function open(browser, url, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, acceptDownloads: true, ...options });
  page.on('pageerror', error => { throw error; });
  page.on('request', request => assert(request.url().startsWith(address) || /^(data|blob):/.test(request.url()), `asks ${request.url()}`));
  await page.goto(url);
  await page.waitForSelector('body[data-ready]', { timeout: 120000 });
  return page;
}

const pixels = page => page.evaluate(() => document.querySelector('#wave').toDataURL());
const pattern = page => page.evaluate(() => JSON.stringify(machine.state.tracks.map(track => [track.id, track.velocity])));
const idle = page => page.waitForFunction(() => !document.body.hasAttribute('aria-busy'));

(async () => {
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'] });
  const page = await open(browser, address);

  const before = await pixels(page);
  await page.click('#generate');
  await idle(page);
  assert.notStrictEqual(await pixels(page), before, 'a new sound has another waveform');

  await page.click('#play');
  const loudest = await page.evaluate(async () => {
    const values = new Float32Array(2048);
    let most = 0;
    for (let i = 0; i < 100 && most < 0.05; i++) {
      machine.player.analyser.getFloatTimeDomainData(values);
      most = Math.max(most, ...values.map(Math.abs));
      await new Promise(done => setTimeout(done, 30));
    }
    return most;
  });
  assert(loudest > 0.05, `the analyser heard ${loudest}`);
  await page.click('#play');

  // The keyboard alone: to the grid, two steps right, one down, set it, take it back, vary the pad.
  const old = await pattern(page);
  await page.evaluate(() => document.querySelector('.step[tabindex="0"]').focus());
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  assert.notStrictEqual(await pattern(page), old, 'Enter sets a step');
  await page.keyboard.press('Control+z');
  assert.strictEqual(await pattern(page), old, 'undo brings the pattern back');
  await page.evaluate(() => document.querySelector('.step[tabindex="0"]').focus());
  await page.keyboard.press('v');
  await idle(page);
  await page.waitForFunction(was => JSON.stringify(machine.state.tracks.map(track => [track.id, track.velocity])) !== was, old);

  const link = await page.evaluate(() => location.href);
  const other = await open(browser, link);
  assert.strictEqual(await pattern(other), await pattern(page), 'a link is a kit and a groove');
  await other.close();

  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#get-kit')]);
  const zip = readFileSync(await download.path()).toString('latin1');
  for (const name of ['.sfz', '.dspreset', '.h2drumkit', 'kit.json', 'LICENSE.txt', 'audition.wav']) assert(zip.includes(name), `${name} is missing`);

  for (const [name, width, height, colorScheme] of [['desk-light', 1280, 860, 'light'], ['desk-dark', 1280, 860, 'dark'],
    ['tablet-light', 820, 1100, 'light'], ['phone-dark', 390, 844, 'dark'], ['phone-light', 390, 844, 'light']]) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const faults = (await page.evaluate(() => axe.run())).violations.filter(fault => ['serious', 'critical'].includes(fault.impact));
    assert.deepStrictEqual(faults.map(fault => `${fault.id}: ${fault.nodes[0].html}`), [], name);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert(wide <= 0, `${name} scrolls sideways by ${wide}`);
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }

  await browser.close();
  console.log(`drum machine: played; the analyser heard ${loudest.toFixed(2)}; axe found no serious fault at five sizes and schemes`);
})().catch(error => { console.error(`drum machine: ${error.message}`); process.exit(1); });
