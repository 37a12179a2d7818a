#!/usr/bin/env bash
# Plays samples/DrumMachine in a headless Chromium: generate, hear, change, share, undo, keyboard alone, zip, accessibility. Then the page
# as static files, without the service: the same sounds, asked of nobody, also offline. bash eng/test-drum-machine.sh [FOLDER FOR PICTURES]
# Where no browser or no npm is there it says so, which is no failure.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

not_tested() {
  echo "drum machine: not tested: $1"
  exit 0
}

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
[ -n "$browser" ] || { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null \
  && timeout 300 apt-get install -y --no-install-recommends chromium >/dev/null 2>&1 && browser=$(command -v chromium); } \
  || not_tested "there is no Chromium (apt-get install chromium)"
command -v npm >/dev/null || not_tested "there is no npm, which brings playwright-core, axe-core and onnxruntime-web"

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
(cd "$work" && timeout 120 npm install --silent --no-audit --no-fund playwright-core@1 axe-core@4 >/dev/null 2>&1) \
  || not_tested "npm did not install playwright-core and axe-core"

node samples/DrumMachine/test/noise.test.mjs
bash eng/build-drum-page.sh "$work/page"
(cd samples/DrumMachine && ASPNETCORE_URLS=http://127.0.0.1:0 exec ../../artifacts/bin/DrumMachine/release/DrumMachine) >"$work/log" 2>&1 &
server=$!
for _ in $(seq 100); do
  address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/log" | head -1 || true)
  [ -n "$address" ] && break
  sleep 0.2
done
[ -n "$address" ] || { cat "$work/log"; echo "drum machine: the server did not start"; exit 1; }

pictures=$(realpath "${1:-$work}")
cp samples/DrumMachine/test/*.cjs "$work"
cd "$work"
timeout 400 node play.cjs "$browser" "$address" "$pictures"
timeout 600 node alone.cjs "$browser" "$work/page" "$address" "$pictures"
