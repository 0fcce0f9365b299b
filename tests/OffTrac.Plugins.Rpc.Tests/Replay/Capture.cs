using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OffTrac.Plugins.Rpc.Tests.Replay;

/// <summary>Values that later requests of a sequence repeat.</summary>
internal static partial class Capture
{
    /// <summary>Follows a path such as <c>result[3]._ts</c>; null when it leads nowhere.</summary>
    public static string? Find(JsonNode? answer, string path)
    {
        foreach (Match step in Steps().Matches(path))
        {
            answer = (answer, step.Groups[1]) switch
            {
                (JsonObject members, { Success: true, Value: var name }) => members[name],
                (JsonArray items, { Success: false }) when Index(step) < items.Count => items[Index(step)],
                _ => null,
            };
        }

        return TextOf(answer);
    }

    public static string? TextOf(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? (string)value! : value?.ToJsonString();

    private static int Index(Match step) => int.Parse(step.Groups[2].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"([^.\[\]]+)|\[(\d+)\]")]
    private static partial Regex Steps();
}
