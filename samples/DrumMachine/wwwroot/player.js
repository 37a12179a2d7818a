// Plays a pattern: a timer looks a little ahead and books hits on the audio clock, which never waits for the page.
import { STEPS } from './state.js';

const LOOK_AHEAD = 0.12;

export const levelOf = velocity => (velocity / 100) ** 2;

export function timesOfSteps(tempo, swing) {
  const step = 60 / tempo / 4;
  return Array.from({ length: STEPS }, (_, i) => (i - (i % 2)) * step + (i % 2 ? 2 * step * swing / 100 : 0));
}

export function heard(tracks) {
  const solo = tracks.some(track => track.solo);
  return tracks.filter(track => !track.mute && (!solo || track.solo));
}

// One hit, in a page or in a file. A hi-hat ends the one before. The sliders that the model lacks are heard here.
export function hit(context, out, track, sound, when, velocity, ringing) {
  const source = new AudioBufferSourceNode(context, { buffer: sound.buffer });
  const gain = new GainNode(context, { gain: levelOf(velocity) * (track.kind === 'hihat' ? 0.45 : 0.8) });
  const { pitch = 0.5, brightness = 1, decay = 1 } = sound.local ? track.sliders : {};
  source.playbackRate.value = 2 ** (2 * pitch - 1);
  const filter = new BiquadFilterNode(context, { type: 'lowpass', frequency: Math.min(20000, 400 * 50 ** brightness) });
  if (decay < 1) gain.gain.setTargetAtTime(0, when + 0.01, 0.02 + 0.5 * decay ** 2);
  source.connect(filter).connect(gain).connect(out);
  if (track.kind === 'hihat') {
    ringing.hat?.gain.setTargetAtTime(0, when, 0.006);
    ringing.hat = gain;
  }
  source.start(when);
}

export class Player {
  #timer = 0;
  #step = 0;
  #bar = 0;
  #ringing = {};

  constructor(state, sounds, onStep) {
    Object.assign(this, { state, sounds, onStep });
  }

  get playing() { return this.#timer !== 0; }

  open() {
    if (!this.context) {
      this.context = new AudioContext();
      this.analyser = new AnalyserNode(this.context, { fftSize: 2048 });
      this.out = new DynamicsCompressorNode(this.context, { threshold: -6, ratio: 6 });
      this.out.connect(this.analyser).connect(this.context.destination);
    }
    this.context.resume();
    return this.context;
  }

  hear(track, velocity = 90) {
    const sound = this.sounds.get(track);
    if (sound) hit(this.open(), this.out, track, sound, this.context.currentTime + 0.01, velocity, this.#ringing);
  }

  start() {
    this.#bar = this.open().currentTime + 0.06;
    this.#step = 0;
    this.#timer = setInterval(() => this.#book(), 25);
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  #book() {
    const state = this.state();
    for (;;) {
      const when = this.#bar + timesOfSteps(state.tempo, state.swing)[this.#step];
      if (when > this.context.currentTime + LOOK_AHEAD) return;
      for (const track of heard(state.tracks)) {
        const [velocity, sound] = [track.velocity[this.#step], this.sounds.get(track)];
        if (velocity > 0 && sound && Math.random() * 100 < track.chance[this.#step])
          hit(this.context, this.out, track, sound, when, velocity, this.#ringing);
      }
      const step = this.#step;
      setTimeout(() => this.playing && this.onStep(step), Math.max(0, 1000 * (when - this.context.currentTime)));
      if (++this.#step === STEPS) {
        this.#step = 0;
        this.#bar += 60 / state.tempo * 4;
      }
    }
  }
}
