using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OffTrac.Plugins.Rpc.Tests.Replay;

/// <summary>What may differ from the recorded answer, and how.</summary>
internal sealed partial class VolatileRule(JsonObject rule)
{
    private readonly Regex? _path = (string?)rule["path"] is { } path ? Pattern(path) : null;

    public string Kind { get; } = (string)rule["kind"]!;

    public string Name => (string)rule["name"]!;

    public string? Value => (string?)rule["value"];

    public bool ComparesText => (string?)rule["compare"] == "text";

    public IEnumerable<JsonNode?> Items => rule["items"]?.AsArray() ?? [];

    public IEnumerable<string> Names => rule["names"]?.AsArray().Select(name => (string)name!) ?? [];

    public bool Matches(string path) => _path?.IsMatch(path) == true;

    /// <summary><c>[*]</c> is any index, <c>.*</c> any member.</summary>
    private static Regex Pattern(string path)
    {
        var pattern = new StringBuilder("^");
        foreach (var part in Parts().EnumerateMatches(path))
        {
            pattern.Append(path.AsSpan(part.Index, part.Length) switch
            {
                "[*]" => @"\[\d+\]",
                ".*" => @"\.[^.\[]+",
                var literal => Regex.Escape(literal.ToString()),
            });
        }

        return new Regex(pattern.Append('$').ToString(), RegexOptions.CultureInvariant);
    }

    [GeneratedRegex(@"\[\*\]|\[\d+\]|\.\*|\.?[^.\[\]]+")]
    private static partial Regex Parts();
}
