using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.exports-contracts", Description = "ExportsContracts.")]
[assembly: PluginExports("Fixture.Greetings")]

namespace Fixture.ExportsContracts;

[Component("fixture.exports-contracts.Component")]
public sealed class Component() : FixtureComponent("exports-contracts"), Fixture.Greetings.IGreeter
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new(Greet("host"));

    public string Greet(string name) => $"hello {name}";
}
