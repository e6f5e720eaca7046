dotnet publish "$PSScriptRoot/../src/WebApi" --configuration Release --use-current-runtime --output "$PSScriptRoot/../artifacts/webapi" @args
