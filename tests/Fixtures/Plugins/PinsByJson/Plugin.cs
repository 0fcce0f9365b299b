using System.Text.Json;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.pins-by-json", Description = "PinsByJson.")]

namespace Fixture.PinsByJson;

[Component("fixture.pins-by-json.Component")]
public sealed class Component() : FixtureComponent("pins-by-json")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new(JsonSerializer.Serialize(new Fruit("lemon", 3)) + JsonSerializer.Serialize(new Fruit("fig", 1), s_own));

    private static readonly JsonSerializerOptions s_own = new(JsonSerializerDefaults.Web);

    private sealed record Fruit(string Name, int Count);
}
