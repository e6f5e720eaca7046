using System.Reflection;
using System.Runtime.CompilerServices;
using MySaas.Application.Common;
using MySaas.Domain.Common;
using MySaas.Infrastructure;

namespace MySaas.Architecture.Tests;

/// <summary>The four rooms, as they are compiled and as they are written.</summary>
internal static class House
{
    public static readonly Assembly Domain = typeof(AggregateRoot).Assembly;
    public static readonly Assembly Application = typeof(ICaller).Assembly;
    public static readonly Assembly Infrastructure = typeof(InfrastructureSetup).Assembly;
    public static readonly Assembly WebApi = typeof(Program).Assembly;

    public static readonly IReadOnlyList<string> Rooms = ["Domain", "Application", "Infrastructure", "WebApi"];

    public static readonly DirectoryInfo Root = FindRoot();

    /// <summary>What people wrote under src: nothing that a tool generates.</summary>
    public static readonly IReadOnlyList<SourceFile> Sources =
    [
        .. Rooms.SelectMany(room => Folder(room).EnumerateFiles("*.cs", SearchOption.AllDirectories))
            .Select(file => new SourceFile(
                Path.GetRelativePath(Path.Combine(Root.FullName, "src"), file.FullName).Replace('\\', '/'), file))
            .Where(source => !source.Path.Split('/').Any(part => part is "bin" or "obj" or "Migrations")),
    ];

    public static DirectoryInfo Folder(string room) => new(Path.Combine(Root.FullName, "src", room));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root.FullName, path));

    /// <summary>The types that people wrote, without those that the compiler makes of lambdas and iterators.</summary>
    public static IEnumerable<Type> Written(this Assembly assembly) => assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith("MySaas.", StringComparison.Ordinal) is true
            && !type.IsDefined(typeof(CompilerGeneratedAttribute))
            && !type.Name.Contains('<', StringComparison.Ordinal));

    /// <summary>What a type gives for the parameters of a generic interface, for each time that it implements it.</summary>
    public static IEnumerable<Type[]> ArgumentsOf(this Type type, Type genericInterface) => type.GetInterfaces()
        .Where(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == genericInterface)
        .Select(implemented => implemented.GetGenericArguments());

    private static DirectoryInfo FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MySaas.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from inside of the repository.");
        return folder;
    }
}

/// <param name="Path">From src, with slashes: <c>Domain/Users/User.cs</c>.</param>
internal sealed record SourceFile(string Path, FileInfo File)
{
    public string Text { get; } = System.IO.File.ReadAllText(File.FullName);

    public override string ToString() => Path;
}
