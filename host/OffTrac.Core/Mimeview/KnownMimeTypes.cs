using System.Collections.Frozen;

namespace OffTrac.Core.Mimeview;

/// <summary>The types of content that everybody knows, read from the list beside this file.</summary>
internal static class KnownMimeTypes
{
    private static readonly Lazy<Lists> s_lists = new(Read);

    /// <summary>Type by keyword or file ending, as Trac has them.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Keywords => s_lists.Value.Keywords;

    /// <summary>Types of source code, with the keywords that mean them; the first keyword is the language's name.</summary>
    public static IReadOnlyList<(string MimeType, IReadOnlyList<string> Keywords)> Source => s_lists.Value.Source;

    /// <summary>Type by further file endings, in lower case.</summary>
    public static FrozenDictionary<string, string> Endings => s_lists.Value.Endings;

    private static Lists Read()
    {
        using var stream = typeof(KnownMimeTypes).Assembly.GetManifestResourceStream("MimeTypes.txt")
            ?? throw new InvalidOperationException("The list of types is missing from the assembly.");
        using var reader = new StreamReader(stream);
        var keywords = new List<KeyValuePair<string, string>>();
        var source = new List<(string, IReadOnlyList<string>)>();
        var endings = new Dictionary<string, string>(StringComparer.Ordinal);
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
                section = line;
            if (line.StartsWith('[') || line.StartsWith('#'))
                continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var words = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var type in line[..colon].Split(' '))
            {
                if (section == "[source]")
                    source.Add((type, words));
                else if (section == "[trac]")
                    keywords.AddRange([new(type, type), .. words.Select(word => new KeyValuePair<string, string>(word, type))]);
                else
                    Array.ForEach(words, word => endings[word] = type);
            }
        }

        return new Lists(keywords, source, endings.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private sealed record Lists(
        IReadOnlyList<KeyValuePair<string, string>> Keywords,
        IReadOnlyList<(string MimeType, IReadOnlyList<string> Keywords)> Source,
        FrozenDictionary<string, string> Endings);
}
