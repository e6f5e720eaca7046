#!/usr/bin/env bash
# Starts the API and the worker in one process, on SQLite, with no other service.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

exec dotnet run --project src/WebApi "$@"
