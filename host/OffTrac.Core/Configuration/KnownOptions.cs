namespace OffTrac.Core.Configuration;

/// <summary>The options that are read by their names, not through a record: those of Trac and of <c>[offtrac]</c>.</summary>
internal static class KnownOptions
{
    private const string Secret = "secret ";
    private const string Choice = "choice ";

    public static IEnumerable<OptionDescription> Read()
    {
        using var reader = new StreamReader(typeof(KnownOptions).Assembly.GetManifestResourceStream("KnownOptions.txt")!);
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '[')
                section = line[1..^1];
            else
                yield return Describe(section, line.Split(" | "));
        }
    }

    private static OptionDescription Describe(string section, string[] columns)
    {
        var isSecret = columns[1].StartsWith(Secret, StringComparison.Ordinal);
        var type = isSecret ? columns[1][Secret.Length..] : columns[1];
        return new OptionDescription
        {
            Section = section,
            Name = columns[0],
            Type = type.StartsWith(Choice, StringComparison.Ordinal) ? $"one of {type[Choice.Length..].Replace("/", ", ", StringComparison.Ordinal)}" : type,
            Default = columns[2].Trim(),
            Description = columns[3],
            IsSecret = isSecret,
        };
    }
}
