using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>What is between <c>[[</c> and <c>]]</c>: an anchor, the call of a macro, or else a link.</summary>
internal static class MacroText
{
    /// <summary><c>=#name</c>, <c>=#name|label</c>.</summary>
    public static bool TryAnchor(string text, out string name, out string label)
    {
        (name, label) = ("", "");
        if (!text.StartsWith("=#", StringComparison.Ordinal))
            return false;
        var end = 2;
        while (end < text.Length && IsAnchorName(text, end))
            end++;
        if (end == 2)
            return false;
        name = text[2..end];
        if (IsEnd(text, end))
            return true;
        if (text[end] != '|' || text.AsSpan(end).Contains(']'))
            return false;
        var start = end + 1;
        while (start < text.Length && WikiCharacters.IsSpace(text[start]))
            start++;
        label = text[start..];
        return true;
    }

    /// <summary><c>Name</c>, <c>Name?</c>, <c>?</c>, each perhaps with <c>(content)</c>.</summary>
    public static bool TryMacro(string text, out string name, out string? content)
    {
        (name, content) = ("", null);
        var end = 0;
        while (end < text.Length && (text[end] is '/' or '+' or '-' || WikiCharacters.IsWord(text, end)))
            end++;
        if (end < text.Length && text[end] == '?')
            end++;
        if (end == 0)
            return false;
        name = text[..end];
        if (IsEnd(text, end))
            return true;
        var close = text[^1] == '\n' ? text.Length - 2 : text.Length - 1;
        if (text[end] != '(' || close <= end || text[close] != ')' || text.AsSpan(end, close - end).Contains('\n'))
            return false;
        content = text[(end + 1)..close];
        return true;
    }

    /// <summary><c>target</c>, <c>scheme:target</c>, <c>./relative</c>, each perhaps with <c>|label</c>; null when it is none.</summary>
    public static WikiLinkTarget? ToLink(string source, string text)
    {
        if (RelativeEnd(text) is > 0 and var relativeEnd && TryLabel(text, relativeEnd, out var relativeLabel))
            return LinkText.Relative(source, text[..relativeEnd], relativeLabel);
        var colon = SchemeEnd(text, 0);
        var realm = colon < 0 ? null : text[..colon];
        var from = colon + 1;
        var end = NamespacedQuoteEnd(text, from);
        if (end < 0 || !TryLabel(text, end, out var label))
        {
            end = QuoteEnd(text, from);
            if (end < 0 || !TryLabel(text, end, out label))
            {
                var bar = text.IndexOf('|', from);
                end = bar < 0 ? text.Length : bar;
                if (!TryLabel(text, end, out label))
                    return null;
            }
        }

        return LinkText.Bracketed(source, realm, end > from ? TreeBuilder.Unquote(text[from..end]) : null, label);
    }

    /// <summary>The arguments of <c>[[span(text, name=value)]]</c>, commas in them escaped by a backslash.</summary>
    public static (string Text, IReadOnlyDictionary<string, string> Arguments) SplitArguments(string content)
    {
        var texts = new List<string>();
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        var start = 0;
        for (var end = 0; end <= content.Length; end++)
        {
            if (end < content.Length && (content[end] != ',' || (end > 0 && content[end - 1] == '\\')))
                continue;
            AddArgument(content[start..end].Replace("\\,", ",", StringComparison.Ordinal), texts, arguments);
            start = end + 1;
        }

        return (content.Length == 0 ? "" : string.Join(", ", texts), arguments);
    }

    private static void AddArgument(string argument, List<string> texts, Dictionary<string, string> arguments)
    {
        var name = 0;
        while (name < argument.Length && WikiCharacters.IsSpace(argument[name]))
            name++;
        var end = name;
        if (end < argument.Length && (char.IsAsciiLetter(argument[end]) || argument[end] == '_'))
        {
            do
                end++;
            while (end < argument.Length && WikiCharacters.IsWord(argument, end));
        }

        if (end > name + 1 && end < argument.Length && argument[end] == '=')
            arguments[argument[name..end]] = argument[(end + 1)..];
        else
            texts.Add(argument);
    }

    private static bool IsAnchorName(string text, int at)
        => at == 2
            ? text[at] == ':' || (WikiCharacters.IsWord(text, at) && !WikiCharacters.IsDigit(text[at]))
            : text[at] is ':' or '.' or '-' || WikiCharacters.IsWord(text, at);

    private static bool IsEnd(string text, int at) => at == text.Length || (at == text.Length - 1 && text[at] == '\n');

    private static int RelativeEnd(string text)
    {
        var end = 0;
        if (text.StartsWith('.'))
            end = text.StartsWith("..", StringComparison.Ordinal) ? 2 : 1;
        if (end < text.Length && text[end] is '/' or '?' or '#')
        {
            while (end < text.Length && text[end] is not ('|' or ']'))
                end++;
        }

        return end;
    }

    /// <summary><c>\s*(?:\|(label))?$</c>.</summary>
    private static bool TryLabel(string text, int from, out string? label)
    {
        label = null;
        while (from < text.Length && WikiCharacters.IsSpace(text[from]))
            from++;
        if (from == text.Length)
            return true;
        if (text[from] != '|')
            return false;
        var end = text[^1] == '\n' ? text.Length - 1 : text.Length;
        label = text[(from + 1)..end];
        return !label.Contains('\n', StringComparison.Ordinal);
    }

    private static int SchemeEnd(string text, int from)
    {
        if (from >= text.Length || !WikiCharacters.IsSchemeStart(text[from]))
            return -1;
        var end = from + 1;
        while (end < text.Length && WikiCharacters.IsScheme(text[end]))
            end++;
        return end < text.Length && text[end] == ':' ? end : -1;
    }

    private static int NamespacedQuoteEnd(string text, int from) => SchemeEnd(text, from) is >= 0 and var colon ? QuoteEnd(text, colon + 1) : -1;

    private static int QuoteEnd(string text, int from)
    {
        if (from >= text.Length || text[from] is not ('"' or '\''))
            return -1;
        var close = text.IndexOf(text[from], from + 1);
        return close > from + 1 ? close + 1 : -1;
    }
}
