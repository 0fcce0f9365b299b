using System.Text;
using OffTrac.Core.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>The prefixes as they were at one moment.</summary>
internal sealed class InterWikiMap
{
    private readonly SortedDictionary<string, InterWikiPrefix> _prefixes = new(StringComparer.Ordinal);
    private readonly ExternalLinks _external;

    public InterWikiMap(
        IReadOnlyList<InterWikiPrefix> page, long version, IReadOnlyDictionary<string, string> options, ExternalLinks external)
    {
        (Page, Version, _external) = (page, version, external);
        foreach (var prefix in page)
            _prefixes[prefix.Prefix.ToUpperInvariant()] = prefix;
        foreach (var (name, value) in options)
        {
            if (ReadOption(name, TracText.Strip(value)) is { } prefix)
                _prefixes[name.ToUpperInvariant()] = prefix;
        }

        Prefixes = [.. _prefixes.Values];
    }

    /// <summary>What the page had.</summary>
    public IReadOnlyList<InterWikiPrefix> Page { get; }

    /// <summary>Version of the configuration.</summary>
    public long Version { get; }

    /// <summary>By prefix in upper case.</summary>
    public IReadOnlyList<InterWikiPrefix> Prefixes { get; }

    public InterWikiTarget? Find(string name, string target)
    {
        if (!_prefixes.TryGetValue(name.ToUpperInvariant(), out var prefix))
            return null;
        var parts = LinkParts.Split(target);
        var count = CountOfArguments(prefix.Url);
        var arguments = count > 0 ? parts.Path.Split(':', count) : [parts.Path];
        var expanded = Expand(prefix.Url, arguments);
        if (string.Equals(expanded, prefix.Url, StringComparison.Ordinal))
            expanded += arguments[0];
        var title = Expand(prefix.Title, arguments);
        if (string.Equals(title, prefix.Title, StringComparison.Ordinal))
            title = $"{parts.Path} in {title}";
        return new InterWikiTarget { Url = SafeUrl(WithQuery(LinkParts.Split(expanded), parts)), Title = title };
    }

    private static InterWikiPrefix? ReadOption(string name, string value)
    {
        var end = 0;
        while (end < value.Length && !TracText.IsSpace(value[end]))
            end++;
        if (end == 0)
            return null;
        var title = TracText.Strip(value[end..]);
        return new InterWikiPrefix { Prefix = name, Url = value[..end], Title = title.Length > 0 ? title : name };
    }

    private static string WithQuery(LinkParts url, LinkParts given)
    {
        var query = url.Query.Length > 0 && given.Query.Length > 0 ? $"{url.Query}&{given.Query[1..]}"
            : url.Query.Length > 0 ? url.Query : given.Query;
        return url.Path + query + (given.Fragment.Length > 0 ? given.Fragment : url.Fragment);
    }

    private string SafeUrl(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || _external.IsSafeScheme(url[..colon]) ? url : "";
    }

    private static int CountOfArguments(string text)
    {
        var count = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i - 1] == '$' && char.IsAsciiDigit(text[i]))
                count = Math.Max(count, text[i] - '0');
        }

        return count;
    }

    /// <summary><c>$1</c> is the first argument; those that are missing are empty.</summary>
    private static string Expand(string text, string[] arguments)
    {
        var expanded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length || !char.IsAsciiDigit(text[i + 1]))
            {
                expanded.Append(text[i]);
                continue;
            }

            var number = text[++i] - '0';
            if (number > 0 && number <= arguments.Length)
                expanded.Append(arguments[number - 1]);
        }

        return expanded.ToString();
    }
}
