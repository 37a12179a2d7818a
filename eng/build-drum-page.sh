#!/usr/bin/env bash
# Builds samples/DrumMachine as one folder of static files that needs no server: the page, the built-in models as ONNX, and ONNX Runtime for
# browsers, which npm brings. bash eng/build-drum-page.sh [FOLDER]; artifacts/drum-page by default.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

page=${1:-artifacts/drum-page}
runtime=onnxruntime-web@1.30.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

command -v npm >/dev/null || { echo "$0: there is no npm, which brings $runtime"; exit 1; }
[ ! -e "$page" ] || [ -e "$page/offline.js" ] || { echo "$0: $page is there, and is no page of this script"; exit 1; }
rm -rf "$page"
mkdir -p "$page/ort"
cp -r samples/DrumMachine/wwwroot/. "$page"
dotnet build samples/DrumMachine -c Release -v q -nologo -clp:ErrorsOnly
artifacts/bin/DrumMachine/release/DrumMachine static "$page/model"

(cd "$work" && npm pack --silent "$runtime" >/dev/null && tar xzf onnxruntime-web-*.tgz)
for file in ort.wasm.min.mjs ort.webgpu.min.mjs ort-wasm-simd-threaded{,.asyncify}.{mjs,wasm}; do
  cp "$work/package/dist/$file" "$page/ort/"
done
echo "$runtime from npm: MIT, Copyright (c) Microsoft Corporation" > "$page/ort/LICENSE.txt"
echo "$page: $(du -sh "$page" | cut -f1)"
