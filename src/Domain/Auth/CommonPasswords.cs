namespace MySaas.Domain.Auth;

/// <summary>
/// The passwords that are tried first, after NIST SP 800-63B, 5.1.1.2 (comparison with a list of commonly used and compromised
/// values). The list is common-passwords.txt, whose head says where it comes from; what the length rule refuses is not in it.
/// </summary>
public static class CommonPasswords
{
    // A plain set: freezing one of this size takes longer than all the look-ups that a process will make.
    private static readonly Lazy<HashSet<string>> List = new(Load);

    /// <summary>Exact match but for case; sees through no other disguise, such as digits for letters or an added character.</summary>
    public static bool Contains(string password) => List.Value.Contains(password);

    private static HashSet<string> Load()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("The list common-passwords.txt is not embedded.");
        using var reader = new StreamReader(stream);

        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith('#'))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
