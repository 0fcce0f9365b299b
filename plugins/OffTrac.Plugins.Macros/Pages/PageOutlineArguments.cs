using OffTrac.Plugins.Macros.Syntax;

namespace OffTrac.Plugins.Macros.Pages;

/// <summary>What <c>[[PageOutline(…)]]</c> asks for.</summary>
internal sealed record PageOutlineArguments
{
    private const int Highest = 1;
    private const int Deepest = 6;

    public int First { get; init; } = Highest;

    public int Last { get; init; } = Deepest;

    public string? Title { get; init; }

    public bool IsInline { get; init; }

    public bool IsUnnumbered { get; init; }

    /// <summary>Class of the box round the table; null for no box.</summary>
    public string? CssClass => !IsInline ? "wiki-toc" : IsUnnumbered ? "wiki-toc-un" : null;

    public static PageOutlineArguments Parse(string? content)
    {
        if (string.IsNullOrEmpty(content))
            return new PageOutlineArguments();
        var arguments = content.Split(',', StringSplitOptions.TrimEntries);
        int[] levels = [.. arguments[0].Split('-', 2).Select(static level => PythonNumber.Read(level, minimum: Highest, maximum: Deepest))];
        var styles = arguments.Skip(2).ToList();
        return new PageOutlineArguments
        {
            First = levels.Min(),
            Last = levels.Max(),
            Title = arguments.ElementAtOrDefault(1),
            IsInline = styles.Contains("inline", StringComparer.OrdinalIgnoreCase),
            IsUnnumbered = styles.Contains("unnumbered", StringComparer.OrdinalIgnoreCase),
        };
    }
}
