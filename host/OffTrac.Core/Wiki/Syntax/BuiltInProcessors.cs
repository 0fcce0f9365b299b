namespace OffTrac.Core.Wiki.Syntax;

/// <summary>The processors that are part of the language, not of a plugin.</summary>
internal static class BuiltInProcessors
{
    public const string Default = "default";
    public const string Comment = "comment";
    public const string Html = "html";
    public const string HtmlComment = "htmlcomment";
    public const string Div = "div";
    public const string RightToLeft = "rtl";
    public const string Table = "table";
    public const string Row = "tr";
    public const string DataCell = "td";
    public const string HeaderCell = "th";

    public static bool Contains(string name)
        => name is Default or Comment or Html or HtmlComment || TakesBlocks(name) || TakesOneLine(name);

    /// <summary>Whether its content is wiki text with blocks.</summary>
    public static bool TakesBlocks(string name) => name is Div or RightToLeft or Table or Row or DataCell or HeaderCell;

    /// <summary>Whether its content is wiki text without blocks.</summary>
    public static bool TakesOneLine(string name) => name is "span" or "Span";

    /// <summary>Whether it belongs into an open table.</summary>
    public static bool IsPartOfTable(string name) => name is Row or DataCell or HeaderCell;
}
