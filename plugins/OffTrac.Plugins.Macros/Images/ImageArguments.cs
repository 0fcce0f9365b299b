using OffTrac.Plugins.Macros.Syntax;

namespace OffTrac.Plugins.Macros.Images;

/// <summary>What <c>[[Image(…)]]</c> asks for.</summary>
internal sealed class ImageArguments
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "align", "valign", "border", "width", "height", "alt", "margin", "margin-left", "margin-right", "margin-top", "margin-bottom", "title",
        "longdesc", "class", "id", "usemap",
    };

    private readonly Queue<string> _rest;

    private ImageArguments(List<string> arguments)
    {
        FileSpec = arguments[0];
        _rest = new Queue<string>(arguments.Skip(1));
        while (_rest.TryDequeue(out var argument))
            Take(argument);
        TakeSizes();
    }

    /// <summary>What to show.</summary>
    public string FileSpec { get; }

    /// <summary>Attributes of the image.</summary>
    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Style { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the image links to something.</summary>
    public bool HasLink { get; private set; } = true;

    /// <summary>What it links to, as wiki text; null for the image itself.</summary>
    public string? Link { get; private set; }

    /// <summary>The arguments; null when there is none.</summary>
    public static ImageArguments? Parse(string? content) => Split(content) is { Count: > 0 } arguments ? new ImageArguments(arguments) : null;

    public static List<string> Split(string? content) => [.. QuotedParts.Split(Strip(content ?? ""), ',').Select(Strip)];

    private static string Strip(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsBlank(text[start]))
            start++;
        while (end > start && IsBlank(text[end - 1]))
            end--;
        return text[start..end];

        // Names copied from a page's list of attachments carry one of these.
        static bool IsBlank(char character) => char.IsWhiteSpace(character) || character == '\u200b';
    }

    private void Take(string argument)
    {
        if (ImageLength.IsLength(argument))
            Attributes["width"] = argument;
        else if (argument == "nolink")
            (HasLink, Link) = (false, null);
        else if (argument.StartsWith("link=", StringComparison.Ordinal))
            (HasLink, Link) = (true, argument[5..].Trim());
        else if (argument is "left" or "right")
            Style["float"] = argument;
        else if (argument is "top" or "bottom" or "middle")
            Style["vertical-align"] = argument;
        else if (argument == "center")
            Center();
        else if (argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && s_names.Contains(argument[..equals]))
            Take(argument[..equals], argument[(equals + 1)..]);
    }

    private void Take(string name, string value)
    {
        if (value.Length == 0)
            return;
        if ((name == "align" && value is "left" or "right" or "center") || (name == "valign" && value is "top" or "middle" or "bottom"))
            _rest.Enqueue(value);
        else if (name is "margin-top" or "margin-bottom" || (name is "margin" or "margin-left" or "margin-right" && !Style.ContainsKey("display")))
            Style[name] = ImageLength.Read(value, name);
        else if (name == "border")
            Style[name] = ImageLength.Read(value, name) + " solid";
        else
            Attributes[name] = Unquote(value);
    }

    private void Center()
    {
        Style["margin-left"] = Style["margin-right"] = "auto";
        Style["display"] = "block";
        Style.Remove("margin");
    }

    /// <summary>What is no length is left out; what has a unit goes into the style.</summary>
    private void TakeSizes()
    {
        foreach (var name in (ReadOnlySpan<string>)["width", "height"])
        {
            if (!Attributes.TryGetValue(name, out var value))
                continue;
            var isLength = ImageLength.IsLength(value);
            if (isLength && (value.EndsWith('%') || value.All(char.IsAsciiDigit)))
                continue;
            Attributes.Remove(name);
            if (isLength)
                Style[name] = value;
        }
    }

    /// <summary>From the first quotation mark to one at the end; without both the value stays.</summary>
    private static string Unquote(string value)
    {
        var first = value.AsSpan().IndexOfAny('"', '\'');
        return first >= 0 && first < value.Length - 1 && value[^1] is '"' or '\'' ? value[(first + 1)..^1] : value;
    }
}
