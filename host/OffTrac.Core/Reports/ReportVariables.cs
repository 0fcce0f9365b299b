using System.Text;
using System.Text.RegularExpressions;
using OffTrac.Core.Queries;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Reports;

/// <summary>
/// The variables <c>$NAME</c> of a report: given ones, defaults in comments of the statement (<c>-- NAME = default</c>), and those that are
/// missing. In the statement they become parameters, within a text as well.
/// </summary>
internal sealed partial class ReportVariables(IReadOnlyDictionary<string, string> given, string user, DatabaseEngine engine)
{
    private readonly Dictionary<string, string> _values = With(given, user);
    private readonly List<string> _missing = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Missing => _missing;

    /// <summary>Values of the variables that the statement uses.</summary>
    public IReadOnlyDictionary<string, string> Used =>
        _used.ToDictionary(name => name, name => _values[name], StringComparer.Ordinal);

    /// <summary>Parameters of the statement, in the order in which they were found.</summary>
    public ReportParameters Parameters { get; } = new(engine);

    /// <summary>Takes the defaults out of the statement.</summary>
    public string TakeDefaults(string sql) => Default().Replace(sql, match =>
    {
        _values.TryAdd(match.Groups["name"].Value, match.Groups["value"].Value);
        return "";
    });

    /// <summary>Fills variables into a text for people; unknown ones stay.</summary>
    public string FillInto(string text) =>
        Variable().Replace(text, match => _values.GetValueOrDefault(match.Groups["name"].Value, match.Value));

    /// <summary>Puts parameters in the place of variables.</summary>
    public string Bind(string sql)
    {
        var bound = new StringBuilder();
        var end = 0;
        foreach (Match literal in Literal().Matches(sql))
        {
            bound.Append(BindOutside(sql[end..literal.Index])).Append(BindWithin(literal.Value));
            end = literal.Index + literal.Length;
        }

        return bound.Append(BindOutside(sql[end..])).ToString();
    }

    private string BindOutside(string sql) => Variable().Replace(sql, match => Parameters.Add(Take(match.Groups["name"].Value)));

    /// <summary>A text with variables becomes parts put together.</summary>
    private string BindWithin(string literal)
    {
        var text = literal[1..^1];
        var parts = new List<string>();
        var end = 0;
        foreach (Match variable in Variable().Matches(text))
        {
            parts.Add($"'{text[end..variable.Index]}'");
            parts.Add(Parameters.Add(Take(variable.Groups["name"].Value)));
            end = variable.Index + variable.Length;
        }

        return parts.Count == 0 ? literal : string.Join("||", parts.Append($"'{text[end..]}'"));
    }

    /// <summary>A value that begins with <c>$</c> names another variable; <c>$$</c> stands for <c>$</c>.</summary>
    private string Take(string name)
    {
        _used.Add(name);
        if (_values.TryGetValue(name, out var value)
            && (!value.StartsWith('$') || value.StartsWith("$$", StringComparison.Ordinal) || _values.TryGetValue(value[1..], out value)))
            return value.StartsWith("$$", StringComparison.Ordinal) ? value[1..] : value;
        _values[name] = "";
        _missing.Add(name);
        return "";
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> given, string user)
    {
        var values = new Dictionary<string, string>(given, StringComparer.Ordinal);
        values.TryAdd("USER", user);
        return values;
    }

    [GeneratedRegex(@"^\s*--\s*(?<name>\w*)[ ]*=[ ]*(?<value>[^\r\n]*)\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Default();

    [GeneratedRegex("[$](?<name>[A-Z_][A-Z0-9_]*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("'(?:[^']|'')*'", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();
}
