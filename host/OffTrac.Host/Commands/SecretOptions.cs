namespace OffTrac.Host.Commands;

/// <summary>Options whose values are not shown unless asked for: by their names, so that no plugin need be loaded.</summary>
internal static class SecretOptions
{
    private static readonly string[] s_words = ["password", "passwd", "secret", "token", "api_key", "apikey", "private_key"];

    public static bool Contains(string section, string option) =>
        (section is "trac" && option is "database")
        || s_words.Any(word => option.Contains(word, StringComparison.OrdinalIgnoreCase) && !option.EndsWith("_file", StringComparison.Ordinal));
}
