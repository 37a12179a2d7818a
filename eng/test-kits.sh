#!/usr/bin/env bash
# Lets programs of other authors read a kit: Hydrogen's checker and schema, and a parser of SFZ from npm.
# A reader that is not there is named and left out, which is no failure.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 QT_QPA_PLATFORM=offscreen

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build src/TinyAudioDiffusion.Cli -c Release -v q -nologo -clp:ErrorsOnly
artifacts/bin/TinyAudioDiffusion.Cli/release/tad kit --seed 7 --steps 2 --parts kick,snare,closed-hat,open-hat --variations 2 --layers 3 \
  --name Kit --format sfz,decentsampler,hydrogen --out "$work/kit" >/dev/null

if command -v h2cli >/dev/null; then
  timeout 60 h2cli --check "$work/kit/Kit.h2drumkit" 2>/dev/null | grep 'is valid'
else
  echo "kits: Hydrogen did not check: h2cli is not installed"
fi

schema=/usr/share/hydrogen/data/xsd/drumkit.xsd
if command -v xmllint >/dev/null && [ -e "$schema" ]; then
  tar -xzf "$work/kit/Kit.h2drumkit" -C "$work"
  xmllint --noout --schema "$schema" "$work/Kit/drumkit.xml" 2>&1
else
  echo "kits: the schema of Hydrogen did not check: xmllint or $schema is not installed"
fi

if command -v npm >/dev/null && (cd "$work" && timeout 60 npm install --silent --no-audit --no-fund sfz-parser@0.0.9 >/dev/null 2>&1); then
  cat >"$work/read.cjs" <<'JS'
const { existsSync, readFileSync } = require('fs');
const parse = require('sfz-parser').default;
const folder = process.argv[2];
// This parser gives a region when the next header begins, so it gets one more.
const regions = parse(readFileSync(`${folder}/Kit.sfz`, 'utf8') + '\n<region>');
let heard = 0;
for (const key of [36, 38, 42, 46]) {
  for (let velocity = 1; velocity <= 127; velocity++) {
    for (let turn = 1; turn <= 2; turn++) {
      const playing = regions.filter(region => region.key === key && region.lovel <= velocity && velocity <= region.hivel
        && region.seq_length === 2 && region.seq_position === turn);
      if (playing.length !== 1 || !existsSync(`${folder}/${playing[0].sample}`)) {
        throw new Error(`key ${key}, velocity ${velocity}, turn ${turn}: ${playing.length} sounds`);
      }
      heard++;
    }
  }
}
const hats = regions.filter(region => region.key === 42 || region.key === 46);
if (hats.some(region => region.group !== 1 || region.off_by !== 1 || region.loop_mode !== 'one_shot')) {
  throw new Error('the hats do not choke each other');
}
console.log(`sfz-parser found one sound for each of ${heard} hits`);
JS
  (cd "$work" && node read.cjs "$work/kit")
else
  echo "kits: no other reader of SFZ checked: npm did not install one"
fi
