using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Syntax;

/// <summary>What the error box of a macro says.</summary>
internal static class MacroError
{
    /// <summary>An argument can't be used.</summary>
    public static WikiMacroException InvalidArgument(string value, string? name = null)
    {
        var argument = name is null ? value : $"{name}={value}";
        return new WikiMacroException(
            $"Invalid macro argument {argument}", new HtmlWriter().Text("Invalid macro argument ").Element("code", argument).ToString());
    }
}
