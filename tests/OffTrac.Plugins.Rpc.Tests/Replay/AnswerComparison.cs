using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OffTrac.Plugins.Rpc.Tests.Replay;

/// <summary>Compares an answer with the recorded one, by the rules of what may differ.</summary>
internal sealed class AnswerComparison(IReadOnlyList<VolatileRule> rules, IReadOnlyDictionary<string, string> captured)
{
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(10);

    private readonly List<string> _differences = [];

    public IReadOnlyList<string> Differences => _differences;

    public void Compare(string path, JsonNode? expected, JsonNode? actual)
    {
        if (rules.FirstOrDefault(rule => rule.Matches(path)) is { } rule && IsSettled(rule, path, expected, actual))
            return;
        switch (expected, actual)
        {
            case (JsonObject one, JsonObject other):
                foreach (var name in one.Select(member => member.Key).Union(other.Select(member => member.Key), StringComparer.Ordinal))
                    CompareMember(path.Length == 0 ? name : $"{path}.{name}", name, one, other);
                break;
            case (JsonArray one, JsonArray other) when one.Count == other.Count:
                for (var i = 0; i < one.Count; i++)
                    Compare(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), one[i], other[i]);
                break;
            default:
                if (!IsSame(expected, actual))
                    Differ(path, expected, actual);
                break;
        }
    }

    private void CompareMember(string path, string name, JsonObject expected, JsonObject actual)
    {
        if (!expected.ContainsKey(name) || !actual.ContainsKey(name))
        {
            if (!rules.Any(rule => rule.Kind is "any" or "optional" && rule.Matches(path)))
                _differences.Add($"{path}: {(actual.ContainsKey(name) ? $"unexpected {Short(actual[name])}" : $"missing {Short(expected[name])}")}");
        }
        else if (path.EndsWith("fault.string", StringComparison.Ordinal) && Text(expected[name]) is { } one && Text(actual[name]) is { } other)
        {
            var rule = rules.FirstOrDefault(rule => rule.Matches(path));
            if ((rule is null || !IsSettled(rule, path, expected[name], actual[name])) && !Wording.IsSame(one, other))
                Differ(path, expected[name], actual[name]);
        }
        else
        {
            Compare(path, expected[name], actual[name]);
        }
    }

    /// <summary>Applies a rule. False when it has nothing to say and the values are to be compared.</summary>
    private bool IsSettled(VolatileRule rule, string path, JsonNode? expected, JsonNode? actual)
    {
        var isGood = rule.Kind switch
        {
            "any" => true,
            "message" or "optional" or "text" => Text(expected) is null || Text(actual) is not null,
            "now" => Text(actual) is [RpcText.Time, ..] text && IsNow(DateTime.Parse(text.AsSpan(1), CultureInfo.InvariantCulture)),
            "ts" => Text(actual) is { Length: 16 } text && long.TryParse(text, CultureInfo.InvariantCulture, out var microseconds)
                && IsNow(DateTime.UnixEpoch.AddMicroseconds(microseconds)),
            "id" => expected?.GetValueKind() == actual?.GetValueKind(),
            "captured" => Capture.TextOf(actual) == captured.GetValueOrDefault(rule.Name),
            "template" => IsSameText(path, RecordedExchange.Fill(rule.Value!, captured), Text(actual)),
            "html" => Text(actual) is { } html && IsSameHtml(RecordedExchange.Fill(rule.Value ?? Text(expected)!, captured), html, rule.ComparesText),
            "unordered" => actual is JsonArray items && HasSameItems(path, expected!.AsArray(), items),
            "contains" => actual is JsonArray items && rule.Items.All(item => items.Any(other => IsSame(item, other)))
                && rule.Names.All(name => items.Any(other => Capture.TextOf(other) == captured[name])),
            "fault-struct" => actual is JsonObject fault && fault.ContainsKey("faultCode")
                && (expected?["_message"] is not { } message || Wording.IsSame(Text(message)!, Text(fault["faultString"])!)),
            "firstline" => Text(actual) is { } text && FirstLine(text) == FirstLine(Text(expected)!),
            _ => throw new InvalidOperationException($"'{rule.Kind}' is no kind of rule."),
        };
        if (!isGood)
            _differences.Add($"{path} ({rule.Kind}): expected {Short(expected)}, got {Short(actual)}");
        return true;
    }

    private static bool IsNow(DateTime time) => (time - TimeProvider.System.GetUtcNow().UtcDateTime).Duration() < s_skew;

    private static bool IsSameText(string path, string expected, string? actual) => actual is not null
        && (expected == actual || (path.EndsWith("fault.string", StringComparison.Ordinal) && Wording.IsSame(expected, actual)));

    private static bool IsSameHtml(string expected, string actual, bool textOnly) => expected == actual
        || HtmlForm.Of(expected) == HtmlForm.Of(actual)
        || (textOnly && HtmlForm.TextOf(expected) == HtmlForm.TextOf(actual));

    private bool HasSameItems(string path, JsonArray expected, JsonArray actual)
    {
        var rest = actual.ToList();
        for (var i = 0; i < expected.Count; i++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            var index = rest.FindIndex(other =>
            {
                var comparison = new AnswerComparison(rules, captured);
                comparison.Compare(place, expected[i], other);
                return comparison.Differences.Count == 0;
            });
            if (index < 0)
                return false;
            rest.RemoveAt(index);
        }

        return rest.Count == 0;
    }

    private static bool IsSame(JsonNode? expected, JsonNode? actual) => (expected?.GetValueKind(), actual?.GetValueKind()) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => Number(expected!) == Number(actual!),
        (var one, var other) => one == other && JsonNode.DeepEquals(expected, actual),
    };

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? (string)node! : null;

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();

    private void Differ(string path, JsonNode? expected, JsonNode? actual) =>
        _differences.Add($"{path}: expected {Short(expected)}, got {Short(actual)}");

    private static string Short(JsonNode? node)
    {
        var text = node?.ToJsonString(s_readable) ?? "null";
        return text.Length <= 200 ? text : text[..200] + "…";
    }

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
