Push-Location "$PSScriptRoot/.."; try { dotnet run --project src/WebApi @args } finally { Pop-Location }
