#!/usr/bin/env bash
# Installs what the tests need from Debian's packages, builds everything and runs all tests.
#   tests/run.sh          the tests, with small counts of kills, swaps and fuzzed bodies
#   tests/run.sh --full   the same with the large counts
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ "${1:-}" = --full ]; then
    export OFFTRAC_FULL=1
elif [ $# -gt 0 ]; then
    echo "usage: tests/run.sh [--full]" >&2
    exit 2
fi

packages=(postgresql sqlite3 procps curl git faketime redis-server redis-tools redis-sentinel python3-redis openssl exim4-daemon-light)
missing=()
for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    root=()
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    "${root[@]}" apt-get update -qq
    # Nothing goes for it: Exim would take the place of another mail server.
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-remove --no-install-recommends "${missing[@]}" >/dev/null
fi

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
results=artifacts/test-results
rm -rf "$results"
dotnet build OffTrac.Platform.sln --nologo -v quiet -clp:NoSummary
status=0
dotnet test OffTrac.Platform.sln --no-build --nologo --logger trx --results-directory "$results" || status=$?

count() { cat "$results"/*.trx | grep -o "<Counters [^>]*>" | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'; }
total=$(count total) passed=$(count passed) failed=$(count failed)
skipped=$((total - passed - failed))
if [ "$total" -eq 0 ]; then
    echo "no test ran" >&2
    status=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
