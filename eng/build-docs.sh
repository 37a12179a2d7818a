#!/usr/bin/env bash
# Builds the guides and the API reference into artifacts/docs: bash eng/build-docs.sh, after dotnet build -c Release.
# A link that leads nowhere is an error. Look at them with: artifacts/tools/docfx serve artifacts/docs
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

tools=artifacts/tools
if ! [ -x $tools/docfx ] && ! dotnet tool install docfx --version 2.81.0 --tool-path $tools >/dev/null 2>&1; then
  echo "docs: not built, because no package source here has docfx 2.81.0"
  exit 0
fi

rm -rf artifacts/docs artifacts/docs-api
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for step in metadata build; do
  if ! $tools/docfx $step eng/site/docfx.json --warningsAsErrors >"$log" 2>&1; then
    grep -E 'warning|error' "$log" | head -n 40
    echo "docs: docfx $step failed"
    exit 1
  fi
done
echo "docs: $(find artifacts/docs -name "*.html" | wc -l) pages in artifacts/docs, of them $(find artifacts/docs/api -name "*.html" | wc -l) of the API"
