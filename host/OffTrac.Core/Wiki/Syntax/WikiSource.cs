using System.Text;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>The lines that a call stands in, joined only when a macro wants to see them.</summary>
internal sealed class WikiSource
{
    private readonly IReadOnlyList<SourceLine> _lines;
    private string? _text;

    public WikiSource(string text)
    {
        _lines = [];
        _text = text;
    }

    public WikiSource(IReadOnlyList<SourceLine> lines) => _lines = lines;

    public override string ToString() => _text ??= Join(_lines);

    public static string Join(IReadOnlyList<SourceLine> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(line.Span).Append('\n');
        return text.ToString();
    }
}
