using System.Text.Json;
using System.Text.Json.Nodes;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests;

/// <summary>One recorded step of <c>redispub.jsonl</c>.</summary>
internal sealed class FixtureStep(JsonObject step)
{
    public string Name => (string)step["name"]!;

    public string Sequence => (string)step["sequence"]!;

    public JsonObject Stimulus => (JsonObject)step["stimulus"]!;

    public IReadOnlySet<string> Volatile => step["volatile"]!.AsArray().Select(name => (string)name!).ToHashSet();

    /// <summary>Values of tickets as they were before the step.</summary>
    public IEnumerable<(int Id, JsonObject Values)> Before => (step["before"] as JsonArray ?? [])
        .Select(entry => ((int)entry!["id"]!, (JsonObject)entry["values"]!));

    public static IReadOnlyList<FixtureStep> Load(string sequence) =>
    [
        .. File.ReadLines(FixtureFiles.PathOf("redispub.jsonl"))
            .Select(line => new FixtureStep((JsonObject)JsonNode.Parse(line)!))
            .Where(step => step.Name != "_setup" && step.Sequence == sequence),
    ];

    public IReadOnlyList<RedisMessageReceived> Expected(bool allValues)
    {
        var expected = allValues && step["expected_all_values"] is { } all ? all : step["expected"]!;
        return [.. expected.AsArray().Select(message => new RedisMessageReceived((string)message!["channel"]!, (string)message["payload"]!))];
    }

    public override string ToString() => $"{Name}: {Stimulus.ToJsonString(new JsonSerializerOptions())}";
}
