# syntax=docker/dockerfile:1
# Build from the root of the repository: docker build -f deploy/stripe-simulator.Dockerfile -t mysaas-stripe-simulator .

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# Locked restore, deterministic paths.
ENV CI=true
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY build/ build/
COPY simulator/ simulator/
RUN dotnet publish simulator/StripeSimulator --configuration Release --output /publish

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /publish ./
USER $APP_UID
EXPOSE 8080
ENTRYPOINT ["/app/StripeSimulator"]
