using OffTrac.Core.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Reads the page <c>InterMapTxt</c>: between rulers, <c>Prefix URL # title</c> a line.</summary>
internal static class InterWikiText
{
    private static readonly System.Buffers.SearchValues<char> s_prefix =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-+._");

    public static IReadOnlyList<InterWikiPrefix> Read(string text)
    {
        var prefixes = new List<InterWikiPrefix>();
        var isWithin = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("----", StringComparison.Ordinal))
                isWithin = !isWithin;
            else if (isWithin && ReadLine(line) is { } prefix)
                prefixes.Add(prefix);
        }

        return prefixes;
    }

    private static InterWikiPrefix? ReadLine(string line)
    {
        if (line.Length == 0 || !char.IsAsciiLetter(line[0]))
            return null;
        var end = End(line.AsSpan().IndexOfAnyExcept(s_prefix), line);
        var url = SkipBlanks(line, end);
        var urlEnd = End(line.AsSpan(url).IndexOfAny(' ', '\t') is var blank and >= 0 ? url + blank : -1, line);
        if (url == end || urlEnd == url)
            return null;
        var prefix = line[..end];
        var hash = SkipBlanks(line, urlEnd);
        var title = hash > urlEnd && hash < line.Length && line[hash] == '#' ? line[(hash + 1)..] : "";
        return new InterWikiPrefix
        {
            Prefix = prefix,
            Url = TracText.Strip(line[url..urlEnd]),
            Title = title.Length > 0 ? TracText.Strip(title) : prefix,
        };
    }

    private static int End(int found, string line) => found < 0 ? line.Length : found;

    private static int SkipBlanks(string line, int start)
    {
        while (start < line.Length && line[start] is ' ' or '\t')
            start++;
        return start;
    }
}
