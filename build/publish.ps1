dotnet publish "$PSScriptRoot/../src/WebApi" --configuration Release --output "$PSScriptRoot/../artifacts/webapi" @args
