#!/usr/bin/env bash
# What a review should not have to say.
#
#   build/check.sh              all of it
#   build/check.sh format       formatting; code style is the build's
#   build/check.sh build        analyzers, with warnings as errors
#   build/check.sh drift        a model ahead of its migrations, an OpenAPI document behind the code
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

configuration=Release

format() {
    dotnet restore MySaas.sln
    dotnet format whitespace MySaas.sln --verify-no-changes --no-restore # style and analyzers are errors of the build already
}

build() {
    dotnet build MySaas.sln --configuration "$configuration" -warnaserror
}

# These are tests of the category Check. A filter that matches nothing passes by default, hence the run setting.
drift() {
    local project
    for project in Infrastructure.IntegrationTests WebApi.IntegrationTests; do
        dotnet test "tests/$project" --configuration "$configuration" --filter TestCategory=Check \
            -- RunConfiguration.TreatNoTestsAsError=true
    done
}

if [[ $# -eq 0 ]]; then set -- format build drift; fi

for step in "$@"; do
    case $step in
        format | build | drift) "$step" ;;
        *) echo "unknown check: $step (format, build, drift)" >&2; exit 2 ;;
    esac
done
