#!/bin/sh
# Pings a host for ever: heartbeat.sh URL [TOKEN-FILE [SECONDS]]. For cron, call curl alone.
url=${1:?usage: heartbeat.sh URL [TOKEN-FILE [SECONDS]]}
while :; do
    if [ -n "${2:-}" ]; then
        printf 'header = "Authorization: Bearer %s"\n' "$(cat "$2")" |
            curl -fsS -m 10 -o /dev/null -X POST -K - "$url" || echo "$(date -u +%FT%TZ) $url did not answer" >&2
    else
        curl -fsS -m 10 -o /dev/null -X POST "$url" || echo "$(date -u +%FT%TZ) $url did not answer" >&2
    fi
    sleep "${3:-60}"
done
