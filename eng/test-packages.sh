#!/usr/bin/env bash
# The packages as strangers take them: installed out of packages/ into new applications, which run. The console application also trimmed, as
# a single file and with Native AOT; all must make the same bytes. Warnings are errors. bash eng/test-packages.sh, after
# dotnet pack TinyAudioDiffusion.slnx -c Release
set -euo pipefail
cd "$(dirname "$0")/.."
packages=$PWD/packages
begun=$SECONDS
# The newest package says which version; a machine without ICU runs the applications as well.
version=$(ls -t packages/TinyAudioDiffusion.Core.*.nupkg | head -n 1 | sed -E 's/.*\.Core\.(.*)\.nupkg/\1/')
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
rid=$(dotnet --info | sed -nE 's/^ *RID: *//p' | head -n 1)

# A folder outside the repository, so that none of its settings apply, with a cache and templates of its own.
work=$(mktemp -d)
service=
trap '[ -z "$service" ] || kill "$service" 2>/dev/null || true; rm -rf "$work"' EXIT
export NUGET_PACKAGES=$work/cache
cat >"$work/nuget.config" <<END
<configuration>
  <packageSources>
    <add key="packed" value="$packages" />
  </packageSources>
</configuration>
END
cd "$work"

say() { printf '%4d s  %s\n' $((SECONDS - begun)) "$*"; }
fail() {
  say "$1"
  tail -n 30 "$work/log"
  echo "packages: $1, after $((SECONDS - begun)) s"
  exit 1
}
quietly() { "$@" >"$work/log" 2>&1; }
new() { # TEMPLATE NAME PACKAGE...
  local template=$1 name=$2
  quietly dotnet new "$template" -o "$name" --no-restore --no-update-check || fail "dotnet new $template failed"
  shift 2
  for package in "$@"; do
    quietly dotnet add "$name" package "$package" --version "$version" --no-restore || fail "dotnet add package $package failed"
  done
}
build() { quietly dotnet build "$1" -c Release -v q -p:TreatWarningsAsErrors=true || fail "$1 does not build"; }
hash_of() { sha256sum "$1" | cut -d ' ' -f 1; }
expect_hash() { # NAME FILE
  [ "$(hash_of "$2")" = "$expected" ] || { echo "$2: $(hash_of "$2"), not $expected" >"$work/log"; fail "$1 makes other bytes"; }
}
expect_wav() { # NAME FILE: RIFF, the length that its header tells, and more than a tenth of a second of sound
  local bytes told
  bytes=$(stat -c %s "$2")
  told=$(od -An -tu4 -j4 -N4 "$2" | tr -d ' ')
  [ "$(head -c 4 "$2")" = RIFF ] && [ $((told + 8)) -eq "$bytes" ] && [ "$bytes" -gt 20000 ] ||
    { head -c 200 "$2" >"$work/log"; fail "$1 gives no WAV"; }
}
serve() { # NAME: starts the built application, and sets $address
  (cd "$1" && exec dotnet "bin/Release/net10.0/$1.dll" --urls http://127.0.0.1:0) >"$work/served" 2>&1 &
  service=$!
  for _ in $(seq 600); do
    address=$(sed -nE 's/.*Now listening on: (.*)/\1/p' "$work/served")
    [ -z "$address" ] || return 0
    kill -0 "$service" 2>/dev/null || break
    sleep 0.1
  done
  cp "$work/served" "$work/log"
  fail "$1 does not start"
}
stop() { kill "$service" && wait "$service" 2>/dev/null || true; service=; }
get() { curl --silent --show-error --fail --location --max-time 120 -o "$2" "$address$1" 2>"$work/log" || fail "$1 of $address does not answer"; }

new console console TinyAudioDiffusion
cat >console/Program.cs <<'END'
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion;

await using var services = new ServiceCollection().AddTinyAudioDiffusion().Services.BuildServiceProvider();
var snare = await services.GetRequiredService<IDrumGenerator>().GenerateAsync(DrumKind.Snare, new() { Seed = 7 });
snare.Save(args[0]);
END
build console
quietly dotnet console/bin/Release/net10.0/console.dll console.wav || fail "console does not run"
expect_wav console console.wav
expected=$(hash_of console.wav)
say "console: a snare, SHA-256 ${expected:0:16}"

new worker worker TinyAudioDiffusion
cat >worker/Worker.cs <<'END'
using TinyAudioDiffusion;

namespace worker;

public class Worker(IDrumGenerator generator, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var snare = await generator.GenerateAsync(DrumKind.Snare, new() { Seed = 7 }, cancellationToken: stoppingToken);
        snare.Save("../worker.wav");
        lifetime.StopApplication();
    }
}
END
sed -i 's/^var host = /builder.Services.AddTinyAudioDiffusion();\n&/' worker/Program.cs
build worker
(cd worker && quietly dotnet bin/Release/net10.0/worker.dll) || fail "worker does not run"
expect_hash worker worker.wav
say "worker: the same bytes"

new web web TinyAudioDiffusion TinyAudioDiffusion.AspNetCore TinyAudioDiffusion.Extensions.AI
cat >web/Program.cs <<'END'
using Microsoft.Extensions.AI;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Extensions.AI;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTinyAudioDiffusion().AddDrumFunction();
builder.Services.AddDrumService();
var app = builder.Build();
app.MapDrums("/drums");
app.MapGet("/snare", async (IDrumGenerator generator)
    => Results.Bytes((await generator.GenerateAsync(DrumKind.Snare, new() { Seed = 7 })).ToWav(), "audio/wav"));
app.MapGet("/agent", async (MakeDrumFunction makeDrum) =>
{
    var contents = (IEnumerable<AIContent>)(await makeDrum.InvokeAsync(new() { ["description"] = "snare", ["seed"] = 7 }))!;
    return Results.Bytes(contents.OfType<DataContent>().Single().Data, "audio/wav");
});
app.Run();
END
build web
serve web
get /snare web.wav
expect_hash web web.wav
get "/drums/sound?kind=snare&seed=7" service.wav
expect_hash "the drum service" service.wav
get /agent agent.wav
expect_wav "the function for agents" agent.wav
stop
say "web and drum service: the same bytes; the function for agents gives a WAV"

hive=(--debug:custom-hive "$work/hive")
quietly dotnet new install "$packages/TinyAudioDiffusion.Templates.$version.nupkg" "${hive[@]}" || fail "the templates cannot be installed"
for template in tad-console tad-web; do
  quietly dotnet new $template -o my-$template "${hive[@]}" || fail "dotnet new $template failed"
  build my-$template
done
quietly dotnet my-tad-console/bin/Release/net10.0/my-tad-console.dll template || fail "tad-console does not run"
expect_hash tad-console template/Snare.wav
[ "$(ls template | wc -l)" -eq 4 ] || fail "tad-console does not make four sounds"
serve my-tad-web
get / index.html
grep -q "drums/sound" index.html || fail "tad-web has no page"
get "/drums/sound?kind=snare&seed=7" template.wav
expect_hash tad-web template.wav
stop
say "templates: tad-console and tad-web make the same bytes"

quietly dotnet tool install TinyAudioDiffusion.Cli --tool-path tools --version "$version" || fail "the tool cannot be installed"
quietly tools/tad generate snare --seed 7 --out tool || fail "tad generate snare failed"
expect_wav tad tool/*.wav
say "tool: tad generate snare gives a WAV"

# The program in one file: with the package, as its first line says, and with the project of the clone, whose cache is the user's.
mkdir one-file one-file-of-the-clone
sed "s/^#:project .*/#:package TinyAudioDiffusion@$version/" "$packages/../samples/first-drum.cs" >one-file/first-drum.cs
(cd one-file && quietly dotnet run first-drum.cs -c Release) || fail "first-drum.cs does not run with the package"
expect_wav first-drum.cs one-file/snare.wav
(cd one-file-of-the-clone && quietly env -u NUGET_PACKAGES dotnet run "$packages/../samples/first-drum.cs" -c Release) ||
  fail "first-drum.cs does not run in the clone"
cmp -s one-file/snare.wav one-file-of-the-clone/snare.wav || fail "first-drum.cs makes other bytes with the package"
say "one file: first-drum.cs makes the same bytes with the project and with the package"

sizes="framework-dependent $(du -sk --apparent-size console/bin/Release/net10.0 | awk '{ printf "%.1f MB", $1 / 1024 }')"
publish() { # NAME PROPERTY...
  local name=$1
  shift
  quietly dotnet publish console -c Release -v q -r "$rid" --self-contained -o "published/$name" "$@" -p:TreatWarningsAsErrors=true \
    -p:DebugType=none -p:InvariantGlobalization=true || fail "console cannot be published $name"
  quietly "published/$name/console" "$name.wav" || fail "console does not run $name"
  expect_hash "console, $name" "$name.wav"
  # Symbols are for debuggers.
  find "published/$name" \( -name '*.dbg' -o -name '*.pdb' \) -delete
  sizes+=", $name $(du -sk --apparent-size "published/$name" | awk '{ printf "%.1f MB", $1 / 1024 }')"
  say "$name: the same bytes"
}
publish trimmed -p:PublishTrimmed=true
publish single-file -p:PublishSingleFile=true
aot="Native AOT"
if command -v clang >/dev/null || command -v gcc >/dev/null; then
  publish native-aot -p:PublishAot=true -p:IlcInstructionSet=native
else
  aot="not Native AOT, because there is neither clang nor gcc"
fi

say "sizes: $sizes"
echo "packages: $version in console, worker, web, two templates, one file and the tool; trimmed, single file and $aot: same bytes, $((SECONDS - begun)) s"
