using System.Text;
using System.Text.RegularExpressions;

namespace OffTrac.Core.Notifications;

/// <summary>Subjects with variables such as <c>${prefix}</c> and <c>${ticket.id}</c>.</summary>
internal static partial class SubjectTemplate
{
    /// <summary>Puts values in the place of variables; one that nobody knows is empty, as in Trac.</summary>
    /// <returns>The subject; null when something between braces is more than a variable.</returns>
    public static string? Fill(string template, Func<string, string?> value)
    {
        var text = new StringBuilder();
        var at = 0;
        while (template.IndexOf("${", at, StringComparison.Ordinal) is var start and >= 0)
        {
            var match = Variable().Match(template, start);
            if (!match.Success || match.Index != start)
                return null;
            var name = match.Groups["name"].Value;
            if (match.Groups["key"] is { Success: true } key)
                name = $"{name}.{key.Value}";
            text.Append(template, at, start - at).Append(value(name));
            at = start + match.Length;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }

    [GeneratedRegex(
        @"\$\{\s*(?<name>[A-Za-z_][A-Za-z0-9_.]*)(\[(?<quote>['""])(?<key>[A-Za-z_0-9]+)\k<quote>\])?\s*\}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
