using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Resources;

namespace OffTrac.Plugins.Macros.Pages;

/// <summary>What <c>[[TitleIndex(…)]]</c> asks for.</summary>
internal sealed record TitleIndexArguments
{
    private readonly int _depth;
    private readonly IReadOnlyList<GlobPattern> _included;
    private readonly IReadOnlyList<GlobPattern> _excluded;

    private TitleIndexArguments(int depth, IReadOnlyList<GlobPattern> included, IReadOnlyList<GlobPattern> excluded) =>
        (_depth, _included, _excluded) = (depth, included, excluded);

    /// <summary>What names begin with; empty for all.</summary>
    public required string Prefix { get; init; }

    public bool HidesPrefix { get; init; }

    public required string Format { get; init; }

    /// <summary>Pages from which on a group or a level is made.</summary>
    public required int Minimum { get; init; }

    public static TitleIndexArguments Parse(string? content, Resource? resource)
    {
        var arguments = MacroArguments.Parse(content);
        var prefix = arguments.At(0) ?? "";
        var minimum = PythonNumber.Read(arguments.Get("min", "1"), "min", minimum: 1);
        var depth = PythonNumber.Read(arguments.Get("depth", "-1"), "depth", minimum: -1);
        if (resource is { Realm: "wiki", Id: { } page })
            prefix = PageNames.Resolve(prefix, page);
        return new TitleIndexArguments(depth, Patterns(arguments, "include"), Patterns(arguments, "exclude"))
        {
            Prefix = prefix,
            HidesPrefix = arguments.At(1) == "hideprefix",
            Format = arguments.Get("format"),
            Minimum = minimum,
        };
    }

    public bool Takes(string page) =>
        page.StartsWith(Prefix, StringComparison.Ordinal)
        && (_depth < 0 || page.Count('/') - Prefix.Count('/') <= _depth)
        && (_included.Count == 0 || _included.Any(pattern => pattern.Matches(page)))
        && !_excluded.Any(pattern => pattern.Matches(page));

    /// <summary>The page's name without what is not to be shown.</summary>
    public string Shorten(string page) => HidesPrefix ? page[Prefix.Length..] : page;

    private static GlobPattern[] Patterns(MacroArguments arguments, string name) =>
    [
        .. arguments.Get(name).Split(':', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static pattern => new GlobPattern(pattern)),
    ];
}
