using System.Text.Json;
using FluentValidation;
using MediatR;

namespace MySaas.Application.Common;

/// <summary>Checks the shape of a message and reports all faults at once, by the names that the caller used.</summary>
public sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public Task<TResponse> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TResponse> next)
    {
        var faults = validators.SelectMany(validator => validator.Validate(request).Errors).ToList();
        if (faults.Count == 0)
            return next();

        throw Refusal.Invalid(faults
            .GroupBy(fault => JsonNamingPolicy.CamelCase.ConvertName(fault.PropertyName))
            .ToDictionary(field => field.Key, field => field.Select(fault => fault.ErrorMessage).Distinct().ToArray()))
            .AsException();
    }
}
