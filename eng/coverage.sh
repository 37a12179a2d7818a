#!/usr/bin/env bash
# How many lines of a package its own tests reach: bash eng/coverage.sh [PACKAGE...], such as Core, after dotnet build -c Release.
# The tests run as they were built, on assemblies that count; reports in Cobertura's format go to artifacts/coverage.
set -euo pipefail
cd "$(dirname "$0")/.."
begun=$SECONDS
packages=("$@")
[ $# -gt 0 ] || packages=(Core Models Engine)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# The collector is no part of the projects: it is only downloaded.
collector=artifacts/tools/coverlet
if ! [ -d $collector/coverlet.collector ]; then
  project=$(mktemp -d)
  trap 'rm -rf "$project"' EXIT
  cat >"$project/coverlet.csproj" <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="coverlet.collector" Version="[10.0.1]" /></ItemGroup>
</Project>
END
  if ! dotnet restore "$project/coverlet.csproj" --packages $collector -v q >/dev/null 2>&1; then
    echo "coverage: not measured, because no package source here has coverlet.collector 10.0.1"
    exit 0
  fi
fi
adapter=$(dirname "$(find "$PWD/$collector" -name coverlet.collector.dll | head -n 1)")

rm -rf artifacts/coverage
line=
for package in "${packages[@]}"; do
  tests=artifacts/bin/TinyAudioDiffusion.$package.Tests/release/TinyAudioDiffusion.$package.Tests.dll
  out=artifacts/coverage/$package
  mkdir -p "$out"
  cat >"$out/settings.xml" <<END
<RunSettings>
  <DataCollectionRunSettings><DataCollectors><DataCollector friendlyName="XPlat Code Coverage"><Configuration>
    <Format>cobertura</Format>
    <Include>[TinyAudioDiffusion.$package]*</Include>
    <ExcludeByFile>**/*.g.cs</ExcludeByFile>
    <ExcludeAssembliesWithoutSources>None</ExcludeAssembliesWithoutSources>
  </Configuration></DataCollector></DataCollectors></DataCollectionRunSettings>
</RunSettings>
END
  if ! dotnet vstest "$tests" --settings:"$out/settings.xml" --collect:"XPlat Code Coverage" --ResultsDirectory:"$out" \
    --TestAdapterPath:"$adapter" --TestAdapterPath:"$(dirname "$tests")" >"$out/log" 2>&1; then
    tail -n 30 "$out/log"
    echo "coverage: the tests of $package failed"
    exit 1
  fi
  report=$(find "$out" -name coverage.cobertura.xml)
  counts=$(grep -m1 -oE '<coverage [^>]*' "$report" | sed -E 's/.*lines-covered="([0-9]+)" lines-valid="([0-9]+)".*/\1 \2/')
  line+="$package $counts"$'\n'
done

# One line of all: which part of the lines, and that of each package.
printf '%s' "$line" | awk -v seconds=$((SECONDS - begun)) '
  { covered += $2; all += $3; each = each sprintf("%s%s %.1f %%", NR > 1 ? ", " : "", $1, 100 * $2 / $3) }
  END { if (!all) exit 1; printf "coverage: %.1f %% of %d lines (%s), %d s\n", 100 * covered / all, all, each, seconds }'
