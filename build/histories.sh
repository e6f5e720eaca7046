#!/usr/bin/env bash
# Random histories of a paying customer, as they are run with all tests, and one that failed again.
#
#   build/histories.sh COUNT          runs COUNT histories on each engine
#   build/histories.sh "(SEED,GAMMA)" runs the histories again that began with the seed a failing run has printed
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case "${1:-}" in
    \(*\)) export MYSAAS_HISTORY=$1 ;;
    *[0-9]*) export MYSAAS_HISTORIES=$1 ;;
    *) sed -n '4,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

build/postgres.sh dotnet test tests/Infrastructure.IntegrationTests --configuration Release --filter TestCategory=Histories
