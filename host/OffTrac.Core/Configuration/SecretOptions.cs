namespace OffTrac.Core.Configuration;

/// <summary>Options that nothing describes and whose names tell that their values are secrets.</summary>
public static class SecretOptions
{
    private static readonly string[] s_words = ["password", "passwd", "secret", "token", "api_key", "apikey", "private_key"];

    public static bool Contains(string section, string option) =>
        (section is "trac" && option is "database")
        || (s_words.Any(word => option.Contains(word, StringComparison.OrdinalIgnoreCase)) && !option.EndsWith("_file", StringComparison.Ordinal));
}
