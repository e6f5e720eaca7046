#!/usr/bin/env bash
# Measures and prints Markdown. Figures are ratios to something measured in the same run; let nothing else run meanwhile.
#
#   build/bench.sh outbox [ENGINE...]           background work: messages per second, and the time from request to completion
#   build/bench.sh organizations [ENGINE...]    lists of a large and a small organization, and what authorization costs
#
# PostgreSQL is started here when it is installed (build/postgres.sh), or is the one that MYSAAS_TEST_POSTGRES names.
set -Eeuo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/postgres.sh

trap stop_postgres EXIT
if [[ -n ${MYSAAS_TEST_POSTGRES:-} ]] || find_postgres >/dev/null; then
    start_postgres
fi

dotnet run --project tests/Benchmarks --configuration Release -- "$@"
