// The page: joins state, sounds, player and view.
import { History, STEPS, firstPattern, fromLink, newTrack, random, toLink } from './state.js';
import { Player } from './player.js';
import { download, grooveToMidi, grooveToWav } from './files.js';
import { Sketcher } from './sketch.js';
import { openSource } from './sound-source.js';

// The tracks of a new page, of a model that tells so much apart.
const FIRST_KIT = ['kick', 'snare', 'rim', 'clap', 'closed-hat', 'open-hat', 'tom', 'conga', 'cowbell', 'shaker', 'crash'];

const $ = id => document.getElementById(id);
const sounds = new Map(); // by track
const sketches = new WeakMap();
const sketcher = new Sketcher(44100);
const history = new History();
let source, state, model, selected = 0, chosen = null, busy = 0;
const player = new Player(() => state, sounds, showStep);
window.machine = { player, sounds, get state() { return state; }, get source() { return source; } };

const say = text => { $('status').textContent = text; };
const track = () => state.tracks[selected];
const shown = own => own.name.replaceAll('-', ' ');

// --- sounds ---------------------------------------------------------------------------------------------------------------------------
async function make(own, forming) {
  busy++;
  document.body.setAttribute('aria-busy', 'true');
  const show = (step, steps, sketch) => {
    sketches.set(own, sketch);
    if (own === track()) draw();
    say(`${own.name}: step ${step} of ${steps}`);
  };
  try {
    const { id, buffer, wav } = await source.make(own, forming ? show : null);
    own.id = id;
    sounds.set(own, { buffer, wav, local: model.sliders.length === 0 });
    sketches.set(own, sketcher.of(buffer.getChannelData(0), buffer.length));
    say(`${own.name} is ready.`);
  } catch (error) {
    say(error.message);
  }
  if (--busy === 0) document.body.removeAttribute('aria-busy');
  if (own === track()) draw();
}

async function change(own, edit, forming = true) {
  if (own.lock) return say(`${own.name} is locked.`);
  history.keep(state);
  edit(own);
  await make(own, forming);
  player.hear(own);
  keep();
}

const generate = own => change(own, it => { it.seed = random(); it.id = null; });

// A small step around the noise of the seed: an id of its own, which anybody can make again.
const stepTo = (other, amount) => own => {
  const base = own.id.split('&verb=')[0];
  own.id = amount === 0 ? base : `${base}&verb=interpolate&amount=${amount}&other=${other}`;
};
const vary = own => own.id && change(own, stepTo(random(), 0.3), false);

// --- view -----------------------------------------------------------------------------------------------------------------------------
function element(tag, set = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(set))
    if (name in made && typeof value !== 'string') made[name] = value; else made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

function build() {
  $('grid').replaceChildren(...state.tracks.map((own, index) => {
    const toggle = (letter, field, title) => element('button', {
      type: 'button', 'aria-label': `${title} ${own.name}`, 'aria-pressed': String(own[field]),
      onclick: () => {
        history.keep(state);
        own[field] = !own[field];
        build();
        keep();
        focusOn(`.track:nth-child(${index + 1}) .${field}`);
      },
      class: field }, letter);
    const steps = element('div', { class: 'steps', role: 'group', 'aria-label': `Steps of ${own.name}` });
    for (let step = 0; step < STEPS; step++) {
      const cell = element('button', { type: 'button', class: 'step', tabIndex: index === 0 && step === 0 ? 0 : -1,
        'data-track': String(index), 'data-step': String(step), onclick: () => press(index, step) });
      steps.append(cell);
    }
    return element('div', { class: 'track' },
      element('button', { type: 'button', class: 'name', onclick: () => { select(index); player.hear(own); } }, shown(own), element('i')),
      element('div', { class: 'ms' }, toggle('M', 'mute', 'Mute'), toggle('S', 'solo', 'Solo')), steps);
  }));
  paint();
  select(Math.min(selected, state.tracks.length - 1));
}

function paint() {
  for (const cell of document.querySelectorAll('.step')) {
    const own = state.tracks[cell.dataset.track], step = +cell.dataset.step, velocity = own.velocity[step];
    cell.style.setProperty('--v', velocity);
    cell.setAttribute('aria-pressed', velocity > 0);
    cell.setAttribute('aria-label', `${own.name}, step ${step + 1}${velocity ? `, velocity ${velocity}, chance ${own.chance[step]}` : ''}`);
    cell.classList.toggle('maybe', own.chance[step] < 100);
    cell.classList.toggle('chosen', chosen?.[0] === +cell.dataset.track && chosen[1] === step);
  }
}

function press(index, step) {
  history.keep(state);
  const own = state.tracks[index];
  own.velocity[step] = own.velocity[step] ? 0 : +$('velocity').value;
  chosen = [index, step];
  if (index !== selected) select(index);
  if (own.velocity[step]) player.hear(own, own.velocity[step]);
  paint();
  keep();
}

function select(index) {
  selected = index;
  const own = track();
  document.querySelectorAll('.name').forEach((name, i) => name.setAttribute('aria-current', i === index));
  $('pad-name').textContent = shown(own);
  $('lock').setAttribute('aria-pressed', own.lock);
  const names = model.sliders.length ? model.sliders : ['brightness', 'decay', 'pitch'];
  $('sliders').replaceChildren(...names.map(name => {
    const start = model.sliders.length || name === 'pitch' ? 0.5 : 1;
    const input = element('input', { type: 'range', min: '0', max: '1', step: '0.05', value: String(own.sliders[name] ?? start) });
    input.onchange = () => model.sliders.length
      ? change(own, it => { it.sliders[name] = +input.value; it.id = null; })
      : (history.keep(state), own.sliders[name] = +input.value, player.hear(own), keep());
    return element('label', {}, name, input);
  }));
  $('morph-to').replaceChildren(...state.tracks.filter(other => other !== own && other.kind === own.kind)
    .concat([null]).map(other => element('option', { value: String(other ? other.seed : own.seed + 1) }, other?.name ?? 'the next seed')));
  $('morph').value = 0;
  draw();
}

function draw() {
  const style = getComputedStyle(document.documentElement), trace = style.getPropertyValue('--trace');
  const wave = $('wave'), pen = wave.getContext('2d'), data = sketches.get(track()), sound = sounds.get(track());
  pen.clearRect(0, 0, wave.width, wave.height);
  pen.fillStyle = trace;
  const bar = (i, count, least, most) => pen.fillRect(
    i * wave.width / count, wave.height / 2 * (1 - most), Math.max(1, wave.width / count - 1.5),
    Math.max(1.5, wave.height / 2 * (most - least)));
  if (data && (!sound || busy)) {
    for (let i = 0; i < 128; i++) bar(i, 128, data.wave[2 * i] / 127, data.wave[2 * i + 1] / 127);
  } else if (sound) {
    const samples = sound.buffer.getChannelData(0), count = 240;
    for (let i = 0; i < count; i++) {
      let least = 0, most = 0;
      for (let at = Math.floor(i * samples.length / count); at < (i + 1) * samples.length / count; at++) {
        least = Math.min(least, samples[at]);
        most = Math.max(most, samples[at]);
      }
      bar(i, count, least, most);
    }
  } else bar(0, 1, 0, 0);

  const mel = $('mel'), picture = mel.getContext('2d');
  picture.clearRect(0, 0, mel.width, mel.height);
  if (!data) return;
  for (let column = 0; column < 64; column++)
    for (let band = 0; band < 32; band++) {
      const value = data.mel[column * 32 + band] / 255;
      picture.fillStyle = `rgb(255 ${Math.round(120 + 85 * value)} ${Math.round(60 + 82 * value)} / ${value ** 1.3})`;
      picture.fillRect(column * 4, (31 - band) * 3, 4, 3);
    }
}

function showStep(step) {
  document.querySelectorAll('.now').forEach(cell => cell.classList.remove('now'));
  document.querySelectorAll(`[data-step="${step}"]`).forEach(cell => cell.classList.add('now'));
  document.querySelectorAll('.name').forEach((name, i) => name.classList.toggle('hit', state.tracks[i].velocity[step] > 0));
}

// --- actions --------------------------------------------------------------------------------------------------------------------------
const keep = () => window.history.replaceState(null, '', toLink(state));

function restore(next) {
  const before = new Map(state.tracks.map(own => [own.id, own]));
  const old = new Map(sounds);
  state = next;
  sounds.clear();
  for (const own of state.tracks) {
    const same = before.get(own.id);
    if (same && old.has(same)) {
      sounds.set(own, old.get(same));
      if (sketches.has(same)) sketches.set(own, sketches.get(same));
    } else make(own, false);
  }
  $('tempo').value = state.tempo;
  $('swing').value = state.swing;
  $('swing-value').textContent = state.swing;
  build();
  keep();
}

function togglePlay() {
  player.playing ? player.stop() : player.start();
  if (!player.playing) document.querySelectorAll('.now, .hit').forEach(one => one.classList.remove('now', 'hit'));
  $('play').setAttribute('aria-pressed', player.playing);
  $('play').lastElementChild.textContent = player.playing ? 'Stop' : 'Play';
}

function focusOn(selector) { document.querySelector(selector)?.focus(); }

function undo() {
  const past = history.undo();
  past ? (restore(past), say('Undone.')) : say('There is nothing to undo.');
}

async function getKit() {
  say('Packing the kit.');
  const part = (own, index) => state.tracks.findIndex(other => other.name === own.name) === index ? own.name : `${own.name} ${index + 1}`;
  const drums = state.tracks.filter(own => sounds.has(own))
    .map(own => ({ part: part(own, state.tracks.indexOf(own)), track: own, wav: sounds.get(own).wav }));
  try {
    download(await source.kit(drums), 'kit.zip');
    say('The kit is downloaded.');
  } catch (error) {
    say(error.message);
  }
}

async function newKit() {
  history.keep(state);
  const seed = random();
  for (const own of state.tracks.filter(own => !own.lock)) {
    Object.assign(own, { seed: seed + state.tracks.indexOf(own), id: null });
    await make(own, own === track());
  }
  build();
  keep();
}

const actions = {
  play: togglePlay, undo, generate: () => generate(track()), vary: () => vary(track()), hear: () => player.hear(track()),
  'new-kit': newKit, 'get-kit': getKit, 'get-midi': () => download(grooveToMidi(state), 'groove.mid'),
  'get-groove': async () => download(await grooveToWav(state, sounds), 'groove.wav'),
  'get-wav': () => sounds.has(track()) && download(sounds.get(track()).wav, `${track().name}.wav`),
  lock: () => { history.keep(state); track().lock = !track().lock; select(selected); keep(); },
  share: async () => {
    keep();
    const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
    say(copied ? 'The link is copied.' : 'The link is in the address bar.');
  },
};
for (const [id, action] of Object.entries(actions)) $(id).addEventListener('click', action);
$('tempo').onchange = () => { history.keep(state); state.tempo = Math.min(240, Math.max(40, +$('tempo').value || 104)); keep(); };
$('swing').oninput = () => { state.swing = +$('swing').value; $('swing-value').textContent = state.swing; keep(); };
$('morph').onchange = () => track().id && change(track(), stepTo(+$('morph-to').value, $('morph').value / 100), false);
for (const [id, field] of [['velocity', 'velocity'], ['chance', 'chance']])
  $(id).onchange = () => {
    if (!chosen) return;
    history.keep(state);
    state.tracks[chosen[0]][field][chosen[1]] = +$(id).value;
    paint();
    keep();
  };

document.addEventListener('keydown', event => {
  const cell = event.target.closest?.('.step');
  const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (cell && move) {
    event.preventDefault();
    const [row, step] = [+cell.dataset.track + move[0], (+cell.dataset.step + move[1] + STEPS) % STEPS];
    const next = document.querySelector(`[data-track="${row}"][data-step="${step}"]`);
    if (next) { cell.tabIndex = -1; next.tabIndex = 0; next.focus(); select(row); }
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === 'z') { event.preventDefault(); return undo(); }
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT)$/.test(event.target.tagName)) return;
  const key = event.key.toLowerCase();
  if (key === ' ') { event.preventDefault(); togglePlay(); }
  else if (key === 'g') generate(track());
  else if (key === 'v') vary(track());
  else if (key === 'm' || key === 's') document.querySelector(`.track:nth-child(${selected + 1}) .${key === 'm' ? 'mute' : 'solo'}`).click();
});

// A pad or a keyboard plays the tracks, where the browser has Web MIDI and the player allows it.
navigator.requestMIDIAccess?.().then(access => access.inputs.forEach(input => {
  input.onmidimessage = ({ data: [message, key, velocity] }) => {
    if ((message & 0xf0) === 0x90 && velocity > 0) player.hear(state.tracks[key % state.tracks.length], velocity / 1.27);
  };
}), () => {});

// --- start ----------------------------------------------------------------------------------------------------------------------------
async function start() {
  source = await openSource(say);
  model = source.model;
  state = fromLink(location.hash);
  if (!state) {
    const kit = FIRST_KIT.map(name => model.classes.find(known => known.name === name)).filter(Boolean);
    const names = kit.length > 4 ? kit.map(known => [known.name, known.kind, known.name])
      : [...model.kinds.map(kind => [kind, kind, null]), ['hihat 2', 'hihat', null], ['percussion 2', 'percussion', null]];
    state = { tempo: 104, swing: 50, tracks: names.map(name => newTrack(...name)) };
    state.tracks.forEach(firstPattern);
  }
  $('tempo').value = state.tempo;
  $('swing').value = state.swing;
  $('swing-value').textContent = state.swing;
  build();
  for (const own of state.tracks) await make(own, own === track());
  keep();
  document.body.dataset.ready = 'true';
}

start().catch(error => say(error.message));
