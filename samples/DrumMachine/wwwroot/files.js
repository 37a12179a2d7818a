// What the page writes: the groove as WAV and as a standard MIDI file.
import { STEPS, random } from './state.js';
import { heard, hit, timesOfSteps } from './player.js';

export async function grooveToWav(state, sounds) {
  const bars = 2, bar = 240 / state.tempo;
  const context = new OfflineAudioContext(2, Math.ceil(44100 * (bars * bar + 1)), 44100);
  const out = new DynamicsCompressorNode(context, { threshold: -6, ratio: 6 });
  out.connect(context.destination);
  const ringing = {}, times = timesOfSteps(state.tempo, state.swing);
  for (let i = 0; i < bars * STEPS; i++) {
    for (const track of heard(state.tracks)) {
      const sound = sounds.get(track), velocity = track.velocity[i % STEPS];
      if (velocity && sound && random() / 2 ** 31 * 100 < track.chance[i % STEPS])
        hit(context, out, track, sound, Math.floor(i / STEPS) * bar + times[i % STEPS], velocity, ringing);
    }
  }
  return toWav(await context.startRendering());
}

export function toWav(buffer) {
  const size = buffer.length * 4, view = new DataView(new ArrayBuffer(44 + size));
  const text = (at, letters) => [...letters].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  text(0, 'RIFF'); view.setUint32(4, 36 + size, true); text(8, 'WAVEfmt '); view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); view.setUint16(22, 2, true); view.setUint32(24, buffer.sampleRate, true);
  view.setUint32(28, buffer.sampleRate * 4, true); view.setUint16(32, 4, true); view.setUint16(34, 16, true);
  text(36, 'data'); view.setUint32(40, size, true);
  const [left, right] = [buffer.getChannelData(0), buffer.getChannelData(1)];
  for (let i = 0; i < buffer.length; i++) {
    view.setInt16(44 + 4 * i, Math.max(-1, Math.min(1, left[i])) * 32767, true);
    view.setInt16(46 + 4 * i, Math.max(-1, Math.min(1, right[i])) * 32767, true);
  }
  return new Blob([view], { type: 'audio/wav' });
}

const KEYS = { kick: 36, snare: 38, hihat: 42, 'hihat 2': 46, rim: 37, clap: 39, 'closed-hat': 42, 'pedal-hat': 44, 'open-hat': 46, tom: 47,
  crash: 49, ride: 51, cowbell: 56, tambourine: 54, conga: 63, block: 76, shaker: 82, bell: 53 };

export const keyOf = (name, index) => KEYS[name] ?? 60 + index;

export function grooveToMidi(state) {
  const ticks = 480, bar = 4 * ticks, events = [];
  const times = timesOfSteps(60, state.swing).map(seconds => Math.round(seconds * ticks));
  state.tracks.forEach((track, index) => track.velocity.forEach((velocity, step) => {
    const key = keyOf(track.name, index);
    if (velocity && !track.mute)
      events.push([times[step], 0x99, key, Math.round(velocity * 1.27)], [Math.min(bar, times[step] + 60), 0x89, key, 0]);
  }));
  events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const tempo = Math.round(6e7 / state.tempo), bytes = [0, 0xff, 0x51, 3, tempo >> 16, (tempo >> 8) & 255, tempo & 255];
  let now = 0;
  for (const [tick, ...message] of [...events, [bar, 0xff, 0x2f, 0]]) {
    const wait = tick - now;
    now = tick;
    if (wait > 127) bytes.push(0x80 | (wait >> 7));
    bytes.push(wait & 127, ...message);
  }
  const head = [0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 0, 0, 1, ticks >> 8, ticks & 255, 0x4d, 0x54, 0x72, 0x6b];
  const size = [24, 16, 8, 0].map(shift => (bytes.length >> shift) & 255);
  return new Blob([new Uint8Array([...head, ...size, ...bytes])], { type: 'audio/midi' });
}

export function download(blob, name) {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
