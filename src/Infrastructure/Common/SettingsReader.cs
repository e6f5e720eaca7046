using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MySaas.Infrastructure.Common;

/// <summary>A setting that cannot be used. Neither part ever holds the setting's value.</summary>
/// <param name="Key">As in <c>Section:Key</c>.</param>
/// <param name="Message">What a good value would be.</param>
public sealed record SettingsFault(string Key, string Message);

/// <summary>The process cannot start with these settings; all faults at once.</summary>
public sealed class SettingsException(IReadOnlyList<SettingsFault> faults)
    : Exception(string.Join(Environment.NewLine, faults.Select(fault => $"{fault.Key}: {fault.Message}")))
{
    public IReadOnlyList<SettingsFault> Faults { get; } = faults;
}

/// <summary>
/// Binds each section once to its options class, which becomes a singleton, and collects every fault on the way, so that
/// an operator sees the whole list and not the first of them.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration, IHostEnvironment environment)
{
    private readonly List<SettingsFault> _faults = [];
    private readonly List<(string Name, Type Options)> _sections = [];

    /// <summary>What has been bound so far, which is every setting there is.</summary>
    public IReadOnlyList<(string Name, Type Options)> Sections => _sections;

    public IConfiguration Configuration { get; } = configuration;

    public IHostEnvironment Environment { get; } = environment;

    /// <summary>Binds a section, checks its annotations and then the feature's own rules.</summary>
    public T Bind<T>(IServiceCollection services, string section, Action<T>? rules = null) where T : class, new()
    {
        var options = new T();
        var before = _faults.Count;
        _sections.Add((section, typeof(T)));
        CheckTypes(Configuration.GetSection(section), typeof(T));
        if (_faults.Count == before)
        {
            Configuration.GetSection(section).Bind(options);
            CheckAnnotations(section, options);
            rules?.Invoke(options);
        }

        services.AddSingleton(options);
        return options;
    }

    public void Fault(string key, string message) => _faults.Add(new SettingsFault(key, message));

    /// <exception cref="SettingsException">There was a fault.</exception>
    public void EnsureFaultless()
    {
        if (_faults.Count > 0)
            throw new SettingsException(_faults);
    }

    private void CheckTypes(IConfigurationSection section, Type type)
    {
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            var child = section.GetSection(property.Name);
            if (IsNested(property.PropertyType))
                CheckTypes(child, property.PropertyType);
            else if (EntryOf(property.PropertyType) is { } entry)
                child.GetChildren().ToList().ForEach(each => CheckEntry(each, entry));
            else
                CheckValue(child, property.PropertyType);
        }
    }

    private void CheckEntry(IConfigurationSection section, Type type)
    {
        if (!IsNested(type))
            CheckValue(section, type);
        else if (section.GetChildren().Any())
            CheckTypes(section, type);
        else
            Fault(section.Path, "is empty.");
    }

    private void CheckValue(IConfigurationSection section, Type type)
    {
        if (section.Value is { } text && (text.Length > 0 || MustHaveValue(type)) && !CanConvert(text, type))
            Fault(section.Path, $"is not a valid {Describe(type)}.");
    }

    private void CheckAnnotations(string path, object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
            Fault($"{path}:{result.MemberNames.FirstOrDefault()}", result.ErrorMessage ?? "is not valid.");

        foreach (var property in options.GetType().GetProperties())
            if (IsNested(property.PropertyType))
                CheckAnnotations($"{path}:{property.Name}", property.GetValue(options)!);
            else if (EntryOf(property.PropertyType) is { } entry && IsNested(entry))
                foreach (var (name, each) in EntriesOf(property.GetValue(options)!))
                    CheckAnnotations($"{path}:{property.Name}:{name}", each);
    }

    private static bool IsNested(Type type) =>
        type.IsClass && type != typeof(string) && !typeof(IEnumerable).IsAssignableFrom(type) && type != typeof(Uri);

    /// <summary>What a list, or a dictionary from names, holds; null for any other type.</summary>
    private static Type? EntryOf(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) || type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            ? type.GetGenericArguments()[^1]
            : null;

    private static IEnumerable<(object Name, object Entry)> EntriesOf(object collection) => collection is IDictionary named
        ? named.Keys.Cast<object>().Select(name => (name, named[name]!))
        : ((IEnumerable)collection).Cast<object>().Select((entry, place) => ((object)place, entry));

    private static bool MustHaveValue(Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null;

    private static bool CanConvert(string text, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target.IsEnum)
            return Enum.GetNames(target).Contains(text, StringComparer.OrdinalIgnoreCase);
        if (target.IsInterface || typeof(IEnumerable).IsAssignableFrom(target) && target != typeof(string))
            return true;
        try
        {
            return TypeDescriptor.GetConverter(target).ConvertFromInvariantString(text) is not null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Describe(Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return target.IsEnum ? $"value; it is one of {string.Join(", ", Enum.GetNames(target))}"
            : target == typeof(TimeSpan) ? "time span; write [days.]hours:minutes:seconds"
            : target == typeof(bool) ? "switch; it is true or false"
            : target == typeof(Uri) ? "URL"
            : "number";
    }
}
