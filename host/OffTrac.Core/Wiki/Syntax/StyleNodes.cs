namespace OffTrac.Core.Wiki.Syntax;

/// <summary>The parts that carry nothing but their kind, made once.</summary>
internal static class StyleNodes
{
    private static readonly WikiInline.Style[] s_styles = [.. Enum.GetValues<WikiStyle>().Select(kind => new WikiInline.Style(kind))];

    public static WikiInline LineBreak { get; } = new WikiInline.LineBreak();

    public static WikiInline Get(WikiStyle kind) => s_styles[(int)kind];
}
