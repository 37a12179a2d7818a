#!/usr/bin/env bash
# Runs the tests of TinyAudioDiffusion.TorchSharp on libtorch itself.
#
# libtorch is restored for this platform alone, into a build of its own, so that the default restore never brings it. libtorch 2.10 needs
# GLIBCXX_3.4.32; where the system's C++ library is older, the tests run inside a minimal newer Debian that debootstrap unpacks from the
# system's own package mirror, once, into the cache folder (TAD_CACHE, or ~/.cache/tinyaudiodiffusion).
# The last line is "libtorch: N passed, M failed", or "libtorch: not tested: REASON", which is no failure: the platform, the feed or the
# mirror cannot give what it takes. Whatever else goes wrong is a fault of ours, and fails.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

cache=${TAD_CACHE:-$HOME/.cache/tinyaudiodiffusion}
build="$PWD/artifacts/libtorch"
log=$(mktemp)

not_tested() {
  echo "libtorch: not tested: $1"
  exit 0
}

broken() {
  cat "$log"
  echo "libtorch: broken: $1"
  exit 1
}

[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || not_tested "this script knows the packages of Linux on x64 only"

project=tests/TinyAudioDiffusion.TorchSharp.Tests
options=(-p:Libtorch=libtorch-cpu-linux-x64 -p:ArtifactsPath="$build")
restored=0
timeout 600 dotnet restore "$project" "${options[@]}" -v q >"$log" 2>&1 || restored=$?
if [ "$restored" -ne 0 ]; then
  [ "$restored" -ne 124 ] || not_tested "its packages were not restored within ten minutes"
  # What a feed that lacks a package, or cannot be reached, is told by; any other error is one of the project's own making.
  missing=$(grep -m1 -oE 'error NU(1101|1102|1103|1301): [^[]*' "$log") || broken "its packages were not restored"
  not_tested "$missing"
fi
dotnet build "$project" -c Release --no-restore "${options[@]}" -p:RunAnalyzersDuringBuild=false -v q -nologo -clp:ErrorsOnly \
  || broken "its tests were not compiled"
program="$build/bin/TinyAudioDiffusion.TorchSharp.Tests/release/TinyAudioDiffusion.TorchSharp.Tests"

# The libstdc++ that the linker finds first, and the symbol versions in it.
has_new_library() {
  local library
  library=$(ldconfig -p | awk '/libstdc\+\+\.so\.6.*x86-64/ { print $NF; exit }')
  [ -n "$library" ] && grep -qa GLIBCXX_3.4.32 "$library"
}

run=("$program")
if ! has_new_library; then
  root="$cache/trixie"
  if [ ! -e "$root/.complete" ]; then
    [ "$(id -u)" = 0 ] || not_tested "libstdc++ is too old here, and unpacking a newer userland needs root"
    command -v debootstrap >/dev/null || { apt-get update -qq && apt-get install -y -qq debootstrap; } >"$log" 2>&1 \
      || not_tested "libstdc++ is too old here, and debootstrap cannot be installed"
    mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | head -n 1 | tr -d ' ' || true)
    rm -rf "$root"
    mkdir -p "$root"
    debootstrap --variant=minbase --include=libstdc++6,libgomp1,zlib1g trixie "$root" ${mirror:+"$mirror"} >"$log" 2>&1 \
      || not_tested "libstdc++ is too old here, and a newer userland cannot be unpacked: $(tail -n 1 "$log")"
    touch "$root/.complete"
  fi
  unshare --mount chroot "$root" /bin/true 2>"$log" \
    || not_tested "libstdc++ is too old here, and a newer userland cannot be entered: $(tail -n 1 "$log")"
  dotnet_root=$(dotnet --list-runtimes | sed -nE 's#^Microsoft.NETCore.App .* \[(.*)/shared/Microsoft.NETCore.App\]$#\1#p' | tail -n 1)
  # A mount namespace of its own: .NET and this checkout appear inside, and vanish with the process.
  run=(unshare --mount bash -c '
    set -e
    root=$1 dotnet_root=$2 checkout=$3 packages=$4
    shift 4
    for folder in "$dotnet_root" "$checkout" "$packages" /proc /dev /tmp; do
      mkdir -p "$root$folder"
      mount --rbind "$folder" "$root$folder"
    done
    exec chroot "$root" /usr/bin/env DOTNET_ROOT="$dotnet_root" HOME=/tmp "$@"' bash
    "$root" "$dotnet_root" "$PWD" "$HOME/.nuget/packages" "$program")
fi

# Some kernels of oneDNN, a part of libtorch, compute wrong values where a virtual machine hides its caches (docs/torchsharp.md).
if [ ! -e /sys/devices/system/cpu/cpu0/cache ] && [ -z "${ONEDNN_MAX_CPU_ISA:-}" ]; then
  echo "this machine hides its caches: the tests run with ONEDNN_MAX_CPU_ISA=SSE41"
  export ONEDNN_MAX_CPU_ISA=SSE41
fi

run+=(-noLogo -noColor)
status=0
"${run[@]}" 2>&1 | tee "$log" || status=$?
# xunit's last line: "Total: 253, Errors: 0, Failed: 0, Skipped: 0, ..."
total=$(grep -oE 'Total: [0-9]+' "$log" | tail -n 1 | grep -oE '[0-9]+' || echo 0)
failed=$(grep -E 'Total: [0-9]+' "$log" | tail -n 1 | grep -oE '(Errors|Failed): [0-9]+' | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }')
skipped=$(grep -E 'Total: [0-9]+' "$log" | tail -n 1 | grep -oE '(Skipped|Not Run): [0-9]+' | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }')
[ "$total" -gt 0 ] || broken "the test program did not run (exit code $status)"
echo "libtorch: $((total - failed - skipped)) passed, $failed failed"
[ "$failed" -eq 0 ] && exit "$status"
exit 1
