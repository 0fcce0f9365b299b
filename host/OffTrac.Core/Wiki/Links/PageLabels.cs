using System.Text;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Wiki.Links;

/// <summary>What links to pages are called when nobody wrote a label.</summary>
internal sealed class PageLabels(IEnvironmentConfiguration configuration)
{
    private readonly WikiOptions _options = new(configuration);

    /// <summary>The name as it is shown: with <c>[wiki] split_page_names</c>, <c>WikiStart</c> is <c>Wiki Start</c>.</summary>
    public string Format(string name)
    {
        if (!_options.SplitsPageNames)
            return name;
        var split = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && i + 1 < name.Length
                && char.IsAsciiLetterLower(name[i - 1]) && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i + 1]))
                split.Append(' ');
            split.Append(name[i]);
        }

        return split.ToString();
    }

    /// <summary>The target without query, fragment and leading dots and slashes, unless nothing is left then.</summary>
    public string FromTarget(string target)
    {
        var end = target.AsSpan().IndexOfAny('#', '?');
        var label = end < 0 ? target : target[..end];
        if (label.Length == 0)
            return target;
        for (var start = 0; start <= label.Length;)
        {
            var slash = label.IndexOf('/', start);
            var part = label.AsSpan(start..(slash < 0 ? label.Length : slash));
            if (part is not ("" or "." or ".."))
                return Format(label[start..]);
            if (slash < 0)
                break;
            start = slash + 1;
        }

        return Format(label);
    }
}
