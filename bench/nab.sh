#!/usr/bin/env bash
# Scores the patterns for counts on NAB's Twitter series, as published results are scored.
# usage: bench/nab.sh NAB_DIR SCORER [PATTERNS]
#   NAB_DIR   holds Twitter_volume_*.csv and windows.json
#   SCORER    a script called with NAB_DIR and a directory of X.txt, one alarm time a line
#   PATTERNS  a directory of patterns; default: those shipped for counts
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ $# -lt 2 ]; then
  sed -n 's/^# //p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
nab=$1
scorer=$2
patterns=${3:-$home/jobs/crisis-detection/patterns-counts}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

"$home/vigie" backtest --counts "$nab"/Twitter_volume_*.csv --patterns "$patterns" --out "$out"
mkdir "$out/alarms"
# An alarm is raised when its bucket is over; the scorer wants the time at which the bucket began.
python3 - "$out" <<'PYTHON'
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
python3 "$scorer" "$nab" "$out/alarms"
