#!/usr/bin/env bash
# The program as it is deployed, in artifacts/webapi, for this platform. The end-to-end tests start this one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rm -rf artifacts/webapi # publish never deletes: a file of an older build would be shipped
dotnet publish src/WebApi --configuration Release --output artifacts/webapi -p:ForThisPlatform=true "$@"
