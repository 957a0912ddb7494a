#!/usr/bin/env bash
# Measures how well the shipped patterns detect: NAB's Twitter series, then dated streams.
# usage: bench/detection.sh DATA [STREAM…]
#   DATA     holds nab/ (Twitter_volume_*.csv, windows.json), events.json and STREAM.jsonl.gz (or
#            STREAM.jsonl with scored mentions)
#   STREAM   "nab", or the name of a stream; default: nab and every stream in DATA
# environment: SCORER=FILE        scores NAB's series: called with DATA/nab and a directory of X.txt, one
#                                 alarm time a line; without it, nab is left out
#              PATTERNS=DIR       instead of the patterns shipped for mentions
#              PATTERNS_COUNTS=DIR  instead of those shipped for counts
#              OUT=DIR            keeps the results and the reports
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ $# -lt 1 ]; then
  sed -n 's/^# //p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
data=$1
shift
out=${OUT:-$(mktemp -d)}
[ -n "${OUT:-}" ] || trap 'rm -rf "$out"' EXIT
mkdir -p "$out"

nab() {
  if [ -z "${SCORER:-}" ]; then
    echo "nab: left out, as SCORER is not set"
    return
  fi
  "$home/vigie" backtest --counts "$data"/nab/Twitter_volume_*.csv \
    --patterns "${PATTERNS_COUNTS:-$home/jobs/crisis-detection/patterns-counts}" --out "$out/nab" > "$out/nab.log"
  rm -rf "$out/nab/alarms"
  mkdir "$out/nab/alarms"
  # An alarm is raised when its bucket is over; the scorer wants the time at which the bucket began.
  python3 - "$out/nab" <<'PYTHON'
import json, sys
from datetime import datetime, timedelta
out = sys.argv[1]
report = json.load(open(out + '/report.json'))
width = timedelta(seconds=report['bucketSeconds'])
for alarm in report['backtests'][0]['alarms']:
    at = datetime.strptime(alarm['at'], '%Y-%m-%dT%H:%M:%SZ') - width
    with open(f"{out}/alarms/{alarm['brand'].rsplit('_', 1)[-1]}.txt", 'a') as file:
        print(at.isoformat() + 'Z', file=file)
PYTHON
  echo "nab"
  python3 "$SCORER" "$data/nab" "$out/nab/alarms"
}

stream() {
  local file=$data/$1.jsonl.gz
  [ -f "$file" ] || file=$data/$1.jsonl
  "$home/vigie" backtest --mentions "$file" --events "$data/events.json" \
    --patterns "${PATTERNS:-$home/jobs/crisis-detection/patterns}" --out "$out/$1" > "$out/$1.log"
  # one line a stream, one an event
  python3 - "$1" "$out/$1" <<'PYTHON'
import json, sys
name, out = sys.argv[1:]
b = json.load(open(out + '/report.json'))['backtests'][0]
levels = {}
for alarm in b['alarms']:
    levels[alarm['level']] = levels.get(alarm['level'], 0) + 1
told = ', '.join(f'{n} {level}' for level, n in sorted(levels.items())) or 'none'
print(f"{name}: {b['brandDays']:.1f} brand-days, {b['crisesFound']} of {b['crises']} crises found, incidents: {told}; "
      f"outside events {b['falseAlarms']} = {b['falseAlarmsPerBrandDay']:.4f} a brand-day")
for e in b['events']:
    if not e['alarmed']:
        what = 'silent'
    elif e['wasOpen']:
        what = f"{e['level']}, open since before"
    else:
        what = f"{e['level']}, after {e['delaySeconds'] / 60:.0f} min"
    print(f"  {'ok' if e['right'] else 'NOT'}  {e['kind']:18} {e['onset'][:16]}  {e['brand']}: {what}")
PYTHON
}

if [ $# -eq 0 ]; then
  set -- nab $(cd "$data" && ls *.jsonl.gz *.jsonl 2> /dev/null | sed 's/\.jsonl\(\.gz\)\{0,1\}$//' | sort -u)
fi
for each in "$@"; do
  if [ "$each" = nab ]; then nab; else stream "$each"; fi
done
